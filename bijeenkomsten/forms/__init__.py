"""The forms of bijeenkomsten."""

from bijeenkomsten.forms.meetings import (
    ANSWERS,
    AgendapuntForm,
    AnswerForm,
    CancelForm,
    ListFilter,
    MonthFilter,
)
from bijeenkomsten.forms.moments import local_moment
from bijeenkomsten.forms.planning import BijeenkomstForm
from bijeenkomsten.forms.rondmail import RondmailForm
from bijeenkomsten.forms.verslag import (
    AfwijzenForm,
    ControleForm,
    CorrectieForm,
    FinaliseForm,
    SchrijverForm,
    VerslagItemForm,
    VoorstelForm,
)

__all__ = [
    "ANSWERS",
    "AfwijzenForm",
    "AgendapuntForm",
    "AnswerForm",
    "BijeenkomstForm",
    "CancelForm",
    "ControleForm",
    "CorrectieForm",
    "FinaliseForm",
    "ListFilter",
    "MonthFilter",
    "RondmailForm",
    "SchrijverForm",
    "VerslagItemForm",
    "VoorstelForm",
    "local_moment",
]
