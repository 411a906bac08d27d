"""The forms of bijeenkomsten."""

from bijeenkomsten.forms.aanmeldingen import AnswerForm
from bijeenkomsten.forms.afspraken import ActiepuntForm, BesluitForm, CloseForm
from bijeenkomsten.forms.datumprikkers import (
    DatumprikkerForm,
    MomentsForm,
    StopForm,
    VoteForm,
)
from bijeenkomsten.forms.gasten import GastForm
from bijeenkomsten.forms.meetings import ListFilter, MonthFilter
from bijeenkomsten.forms.nabeeld import NabeeldBesluitForm, NabeeldForm, OfflineForm
from bijeenkomsten.forms.nazorg import EvaluatieForm
from bijeenkomsten.forms.planning import BijeenkomstForm
from bijeenkomsten.forms.programma import AgendapuntForm, StapForm, WerkvormForm
from bijeenkomsten.forms.reeksen import CancelForm, ChangeForm, PlanForm, copied
from bijeenkomsten.forms.rondmail import RondmailForm
from bijeenkomsten.forms.verslag import (
    ControleForm,
    CorrectieForm,
    DeclineChangeForm,
    FinaliseForm,
    SchrijverForm,
    VerslagItemForm,
    VoorstelForm,
)
from bijeenkomsten.forms.voorstellen import AgendavoorstelForm, DeclineForm
from bijeenkomsten.forms.zaal import InbrengForm

__all__ = [
    "ActiepuntForm",
    "AgendapuntForm",
    "AgendavoorstelForm",
    "AnswerForm",
    "BesluitForm",
    "BijeenkomstForm",
    "CancelForm",
    "ChangeForm",
    "CloseForm",
    "ControleForm",
    "CorrectieForm",
    "DatumprikkerForm",
    "DeclineChangeForm",
    "DeclineForm",
    "EvaluatieForm",
    "FinaliseForm",
    "GastForm",
    "InbrengForm",
    "ListFilter",
    "MomentsForm",
    "MonthFilter",
    "NabeeldBesluitForm",
    "NabeeldForm",
    "OfflineForm",
    "PlanForm",
    "RondmailForm",
    "SchrijverForm",
    "StapForm",
    "StopForm",
    "VerslagItemForm",
    "VoorstelForm",
    "VoteForm",
    "WerkvormForm",
    "copied",
]
