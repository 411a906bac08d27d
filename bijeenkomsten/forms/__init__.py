"""The forms of bijeenkomsten."""

from bijeenkomsten.forms.meetings import (
    ANSWERS,
    AgendapuntForm,
    AnswerForm,
    BijeenkomstForm,
    CancelForm,
    FinaliseForm,
    ListFilter,
    VerslagItemForm,
    local_moment,
)
from bijeenkomsten.forms.rondmail import RondmailForm

__all__ = [
    "ANSWERS",
    "AgendapuntForm",
    "AnswerForm",
    "BijeenkomstForm",
    "CancelForm",
    "FinaliseForm",
    "ListFilter",
    "RondmailForm",
    "VerslagItemForm",
    "local_moment",
]
