"""The forms of bijeenkomsten."""

from bijeenkomsten.forms.aanmeldingen import AnswerForm
from bijeenkomsten.forms.afspraken import ActiepuntForm, BesluitForm, SluitForm
from bijeenkomsten.forms.datumprikkers import (
    DatumprikkerForm,
    MomentsForm,
    StopForm,
    VoteForm,
)
from bijeenkomsten.forms.gasten import GastForm
from bijeenkomsten.forms.meetings import (
    CancelForm,
    ListFilter,
    MonthFilter,
)
from bijeenkomsten.forms.nabeeld import NabeeldBesluitForm, NabeeldForm, OfflineForm
from bijeenkomsten.forms.nazorg import EvaluatieForm
from bijeenkomsten.forms.planning import BijeenkomstForm
from bijeenkomsten.forms.programma import AgendapuntForm, StapForm, WerkvormForm
from bijeenkomsten.forms.reeksen import AfgelastForm, ChangeForm, PlanForm, copied
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
from bijeenkomsten.moments import local_moment

__all__ = [
    "ActiepuntForm",
    "AfgelastForm",
    "AfwijzenForm",
    "AgendapuntForm",
    "AnswerForm",
    "BesluitForm",
    "BijeenkomstForm",
    "CancelForm",
    "ChangeForm",
    "ControleForm",
    "CorrectieForm",
    "DatumprikkerForm",
    "EvaluatieForm",
    "FinaliseForm",
    "GastForm",
    "ListFilter",
    "MomentsForm",
    "MonthFilter",
    "NabeeldBesluitForm",
    "NabeeldForm",
    "OfflineForm",
    "PlanForm",
    "RondmailForm",
    "SchrijverForm",
    "SluitForm",
    "StapForm",
    "StopForm",
    "VerslagItemForm",
    "VoorstelForm",
    "VoteForm",
    "WerkvormForm",
    "copied",
    "local_moment",
]
