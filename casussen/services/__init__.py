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
from casussen.services.writing import (
    create_casus,
    save_section,
    set_stage,
    set_welvaartsbeeld,
    update_casus,
)

__all__ = [
    "CasusError",
    "ChangedMeanwhileError",
    "IncompleteError",
    "SectionConflictError",
    "change_visibility",
    "close_dilemma",
    "create_casus",
    "create_dilemma",
    "decide_publication",
    "missing_for_publication",
    "remove_part",
    "request_publication",
    "restore_casus",
    "save_section",
    "set_part",
    "set_stage",
    "set_welvaartsbeeld",
    "transfer_casus",
    "update_casus",
    "update_dilemma",
    "withdraw_casus",
]
