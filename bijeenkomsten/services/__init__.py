"""Actions with side effects: planning, signing up, the programme, the verslag."""

from bijeenkomsten.services.agenda import (
    add_agendapunt,
    change_agendapunt,
    move_agendapunt,
    remove_agendapunt,
)
from bijeenkomsten.services.agendasleutels import renew_agendasleutel
from bijeenkomsten.services.answers import answer
from bijeenkomsten.services.errors import (
    BijeenkomstError,
    BijeenkomstFullError,
    ChangedMeanwhileError,
    VerslagConflictError,
)
from bijeenkomsten.services.planning import (
    cancel_bijeenkomst,
    restore_bijeenkomst,
    schedule_bijeenkomst,
    update_bijeenkomst,
)
from bijeenkomsten.services.retention import forget_needs
from bijeenkomsten.services.rondmail import (
    change_rondmail,
    discard_rondmail,
    send_rondmail,
    try_rondmail,
    write_rondmail,
)
from bijeenkomsten.services.verslag import finalise_verslag, save_verslag_item, start_verslag

__all__ = [
    "BijeenkomstError",
    "BijeenkomstFullError",
    "ChangedMeanwhileError",
    "VerslagConflictError",
    "add_agendapunt",
    "answer",
    "cancel_bijeenkomst",
    "change_agendapunt",
    "change_rondmail",
    "discard_rondmail",
    "finalise_verslag",
    "forget_needs",
    "move_agendapunt",
    "remove_agendapunt",
    "renew_agendasleutel",
    "restore_bijeenkomst",
    "save_verslag_item",
    "schedule_bijeenkomst",
    "send_rondmail",
    "start_verslag",
    "try_rondmail",
    "update_bijeenkomst",
    "write_rondmail",
]
