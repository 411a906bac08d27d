"""Acts with side effects on casussen and dilemma's; a CasusError says why not, in Dutch."""

from casussen.services.dilemmas import close_dilemma, create_dilemma, update_dilemma
from casussen.services.errors import (
    CasusError,
    ChangedMeanwhileError,
    IncompleteError,
    SectionConflictError,
)
from casussen.services.keeping import (
    remove_part,
    restore_casus,
    set_part,
    transfer_casus,
    withdraw_casus,
)
from casussen.services.publication import (
    change_visibility,
    decide_publication,
    missing_for_publication,
    request_publication,
)
from casussen.services.stage import allowed_moves, set_stage
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
    "SectionConflictError",
    "accept_invitation",
    "allowed_moves",
    "change_visibility",
    "close_dilemma",
    "create_casus",
    "create_dilemma",
    "decide_publication",
    "decline_invitation",
    "invite_writer",
    "leave_group",
    "missing_for_publication",
    "move_author",
    "put_part_back",
    "remind_writer",
    "remove_part",
    "request_publication",
    "restore_casus",
    "save_section",
    "set_part",
    "set_stage",
    "set_welvaartsbeeld",
    "take_back_invitation",
    "take_part_away",
    "transfer_casus",
    "undoable",
    "update_casus",
    "update_dilemma",
    "withdraw_casus",
]
