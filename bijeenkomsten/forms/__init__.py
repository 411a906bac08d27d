"""The forms of bijeenkomsten."""

from bijeenkomsten.forms.meetings import (
    ANSWERS,
    AgendapuntForm,
    AnswerForm,
    CancelForm,
    FinaliseForm,
    ListFilter,
    MonthFilter,
    VerslagItemForm,
)
from bijeenkomsten.forms.moments import local_moment
from bijeenkomsten.forms.planning import BijeenkomstForm
from bijeenkomsten.forms.rondmail import RondmailForm

__all__ = [
    "ANSWERS",
    "AgendapuntForm",
    "AnswerForm",
    "BijeenkomstForm",
    "CancelForm",
    "FinaliseForm",
    "ListFilter",
    "MonthFilter",
    "RondmailForm",
    "VerslagItemForm",
    "local_moment",
]
