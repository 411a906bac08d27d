"""Acts with side effects on casussen and dilemma's; a CasusError says why not, in Dutch.

Who acts writes ``services.the_act(...)``. A question or a limit comes from its own module.
"""

from casussen.services.afruil import (
    add_effects,
    change_effect,
    remove_effect,
    restore_effect,
    set_keuze,
    take_over_directions,
)
from casussen.services.concepten import (
    discard_draft,
    keep_draft,
    my_discarded,
    my_draft,
    take_back_draft,
)
from casussen.services.consent import (
    ReadAgainError,
    answer_consent,
    ask_consent,
    resend_consent,
    take_back_consent,
)
from casussen.services.dilemmas import (
    close_dilemma,
    create_dilemma,
    park_dilemma,
    reopen_dilemma,
    update_dilemma,
)
from casussen.services.errors import (
    CasusError,
    ChangedMeanwhileError,
    IncompleteError,
    SectionConflictError,
)
from casussen.services.generatoren import (
    add_ervaring,
    change_ervaring,
    change_generator,
    merge_generatoren,
    remove_ervaring,
)
from casussen.services.importeren import import_sections
from casussen.services.inwoners import (
    change_inwonersvraag,
    close_inwonersvraag,
    open_inwonersvraag,
    place_inwonersantwoord,
    refuse_inwonersantwoord,
    reopen_inwonersvraag,
    send_inwonersantwoord,
    undo_inwonersantwoord,
)
from casussen.services.keeping import (
    remove_part,
    restore_casus,
    set_part,
    transfer_casus,
    withdraw_casus,
)
from casussen.services.leeragenda import (
    create_leervraag,
    move_leervraag,
    set_leervraag_state,
    update_leervraag,
)
from casussen.services.needs import missing_for_publication
from casussen.services.posities import leave_position, next_round, take_position
from casussen.services.publication import (
    change_visibility,
    decide_publication,
    drop_request,
    request_publication,
)
from casussen.services.schrijvers import (
    accept_invitation,
    decline_invitation,
    invite_writer,
    leave_group,
    move_author,
    put_part_back,
    remind_writer,
    take_back_invitation,
    take_part_away,
    undoable,
)
from casussen.services.stage import allowed_moves, set_stage
from casussen.services.standpunten import add_standpunt, change_standpunt, remove_standpunt
from casussen.services.terugblikken import answer_terugblik
from casussen.services.trash import (
    resting_on,
    rests_on_casussen,
    take_back_casus,
    throw_away_casus,
)
from casussen.services.verhalen import (
    decide_verhaal,
    save_verhaal,
    submit_verhaal,
    withdraw_verhaal,
)
from casussen.services.versions import restore_version
from casussen.services.verwant import relate, unrelate
from casussen.services.writing import (
    create_casus,
    save_section,
    set_welvaartsbeeld,
    update_casus,
)

__all__ = [
    "CasusError",
    "ChangedMeanwhileError",
    "IncompleteError",
    "ReadAgainError",
    "SectionConflictError",
    "accept_invitation",
    "add_effects",
    "add_ervaring",
    "add_standpunt",
    "allowed_moves",
    "answer_consent",
    "answer_terugblik",
    "ask_consent",
    "change_effect",
    "change_ervaring",
    "change_generator",
    "change_inwonersvraag",
    "change_standpunt",
    "change_visibility",
    "close_dilemma",
    "close_inwonersvraag",
    "create_casus",
    "create_dilemma",
    "create_leervraag",
    "decide_publication",
    "decide_verhaal",
    "decline_invitation",
    "discard_draft",
    "drop_request",
    "import_sections",
    "invite_writer",
    "keep_draft",
    "leave_group",
    "leave_position",
    "merge_generatoren",
    "missing_for_publication",
    "move_author",
    "move_leervraag",
    "my_discarded",
    "my_draft",
    "next_round",
    "open_inwonersvraag",
    "park_dilemma",
    "place_inwonersantwoord",
    "put_part_back",
    "refuse_inwonersantwoord",
    "relate",
    "remind_writer",
    "remove_effect",
    "remove_ervaring",
    "remove_part",
    "remove_standpunt",
    "reopen_dilemma",
    "reopen_inwonersvraag",
    "request_publication",
    "resend_consent",
    "resting_on",
    "restore_casus",
    "restore_effect",
    "restore_version",
    "rests_on_casussen",
    "save_section",
    "save_verhaal",
    "send_inwonersantwoord",
    "set_keuze",
    "set_leervraag_state",
    "set_part",
    "set_stage",
    "set_welvaartsbeeld",
    "submit_verhaal",
    "take_back_casus",
    "take_back_consent",
    "take_back_draft",
    "take_back_invitation",
    "take_over_directions",
    "take_part_away",
    "take_position",
    "throw_away_casus",
    "transfer_casus",
    "undo_inwonersantwoord",
    "undoable",
    "unrelate",
    "update_casus",
    "update_dilemma",
    "update_leervraag",
    "withdraw_casus",
    "withdraw_verhaal",
]
