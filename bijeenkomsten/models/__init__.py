"""The models of bijeenkomsten."""

from bijeenkomsten.models.aanmeldingen import Aanmelding, Aanwezigheid, Gast, Oproep
from bijeenkomsten.models.afspraken import Actiepunt, Besluit
from bijeenkomsten.models.agendasleutels import Agendasleutel
from bijeenkomsten.models.dagberichten import Dagbericht
from bijeenkomsten.models.datumprikkers import Datumoptie, Datumprikker, Datumstem
from bijeenkomsten.models.erbij import attended_by, number_of_guests, people_there, was_there
from bijeenkomsten.models.meetings import Bijeenkomst, Reeks
from bijeenkomsten.models.nazorg import Evaluatie, EvaluatieGegeven, Nabeeld
from bijeenkomsten.models.programma import Agendapunt, Agendavoorstel, Stap
from bijeenkomsten.models.rondmail import Rondmail
from bijeenkomsten.models.verslag import (
    Correctie,
    Verslag,
    VerslagAkkoord,
    VerslagItem,
    Wijzigingsvoorstel,
)
from bijeenkomsten.models.zaal import Inbreng, Zaalstand

__all__ = [
    "Aanmelding",
    "Aanwezigheid",
    "Actiepunt",
    "Agendapunt",
    "Agendasleutel",
    "Agendavoorstel",
    "Besluit",
    "Bijeenkomst",
    "Correctie",
    "Dagbericht",
    "Datumoptie",
    "Datumprikker",
    "Datumstem",
    "Evaluatie",
    "EvaluatieGegeven",
    "Gast",
    "Inbreng",
    "Nabeeld",
    "Oproep",
    "Reeks",
    "Rondmail",
    "Stap",
    "Verslag",
    "VerslagAkkoord",
    "VerslagItem",
    "Wijzigingsvoorstel",
    "Zaalstand",
    "attended_by",
    "number_of_guests",
    "people_there",
    "was_there",
]
