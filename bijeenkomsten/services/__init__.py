"""Actions with side effects: planning, signing up, the programme, the verslag."""

from bijeenkomsten.services.aanmeldingen import answer
from bijeenkomsten.services.aanwezigheid import note_presence
from bijeenkomsten.services.afspraken import (
    add_actiepunt,
    add_besluit,
    change_actiepunt,
    change_besluit,
    close_actiepunt,
    remove_actiepunt,
    remove_besluit,
)
from bijeenkomsten.services.agendasleutels import renew_agendasleutel
from bijeenkomsten.services.correcties import correct_verslag_item
from bijeenkomsten.services.datumprikkers import (
    add_moments,
    choose_moment,
    open_datumprikker,
    stop_datumprikker,
    vote,
)
from bijeenkomsten.services.errors import (
    BijeenkomstError,
    BijeenkomstFullError,
    ChangedMeanwhileError,
    ReeksError,
    RoomMovedOnError,
    TooFewPlacesError,
    VerslagConflictError,
    WrittenDownError,
)
from bijeenkomsten.services.gasten import (
    answer_as_guest,
    ask_as_guest,
    confirm_guest,
    sign_off_guest,
)
from bijeenkomsten.services.inbreng import adopt_inbreng, remove_inbreng, write_down
from bijeenkomsten.services.nabeeld import (
    ask_nabeeld,
    decide_nabeeld,
    save_nabeeld,
    who_look_along,
    withdraw_nabeeld,
)
from bijeenkomsten.services.nazorg import evaluation_open, give_evaluation
from bijeenkomsten.services.oproepen import ask_community
from bijeenkomsten.services.planning import (
    cancel_bijeenkomst,
    restore_bijeenkomst,
    schedule_bijeenkomst,
    update_bijeenkomst,
)
from bijeenkomsten.services.programma import (
    add_agendapunt,
    change_agendapunt,
    move_agendapunt,
    remove_agendapunt,
)
from bijeenkomsten.services.reeksen import cancel_reeks, schedule_reeks, update_reeks
from bijeenkomsten.services.rondmail import (
    change_rondmail,
    discard_rondmail,
    send_rondmail,
    try_rondmail,
    write_rondmail,
)
from bijeenkomsten.services.schrijvers import add_writer, possible_writers, remove_writer
from bijeenkomsten.services.stappen import (
    add_stap,
    change_stap,
    choose_werkvorm,
    move_stap,
    remove_stap,
)
from bijeenkomsten.services.verslag import add_notes, save_verslag_item, start_verslag
from bijeenkomsten.services.verslagstand import (
    agree_verslag,
    decline_proposal,
    finalise_verslag,
    open_check,
    propose_change,
    reopen_verslag,
    withdraw_agreement,
)
from bijeenkomsten.services.voorstellen import (
    accept_agendavoorstel,
    decline_agendavoorstel,
    propose_agendapunt,
    withdraw_agendavoorstel,
)
from bijeenkomsten.services.zaal import steer_room

__all__ = [
    "BijeenkomstError",
    "BijeenkomstFullError",
    "ChangedMeanwhileError",
    "ReeksError",
    "RoomMovedOnError",
    "TooFewPlacesError",
    "VerslagConflictError",
    "WrittenDownError",
    "accept_agendavoorstel",
    "add_actiepunt",
    "add_agendapunt",
    "add_besluit",
    "add_moments",
    "add_notes",
    "add_stap",
    "add_writer",
    "adopt_inbreng",
    "agree_verslag",
    "answer",
    "answer_as_guest",
    "ask_as_guest",
    "ask_community",
    "ask_nabeeld",
    "cancel_bijeenkomst",
    "cancel_reeks",
    "change_actiepunt",
    "change_agendapunt",
    "change_besluit",
    "change_rondmail",
    "change_stap",
    "choose_moment",
    "choose_werkvorm",
    "close_actiepunt",
    "confirm_guest",
    "correct_verslag_item",
    "decide_nabeeld",
    "decline_agendavoorstel",
    "decline_proposal",
    "discard_rondmail",
    "evaluation_open",
    "finalise_verslag",
    "give_evaluation",
    "move_agendapunt",
    "move_stap",
    "note_presence",
    "open_check",
    "open_datumprikker",
    "possible_writers",
    "propose_agendapunt",
    "propose_change",
    "remove_actiepunt",
    "remove_agendapunt",
    "remove_besluit",
    "remove_inbreng",
    "remove_stap",
    "remove_writer",
    "renew_agendasleutel",
    "reopen_verslag",
    "restore_bijeenkomst",
    "save_nabeeld",
    "save_verslag_item",
    "schedule_bijeenkomst",
    "schedule_reeks",
    "send_rondmail",
    "sign_off_guest",
    "start_verslag",
    "steer_room",
    "stop_datumprikker",
    "try_rondmail",
    "update_bijeenkomst",
    "update_reeks",
    "vote",
    "who_look_along",
    "withdraw_agendavoorstel",
    "withdraw_agreement",
    "withdraw_nabeeld",
    "write_down",
    "write_rondmail",
]
