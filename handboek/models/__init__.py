"""The harvest: bevindingen become lessen, lessen become adviezen in the public handboek."""

from handboek.models.adviezen import (
    Advies,
    AdviesEvent,
    AdviesLes,
    Hoofdstuk,
    Signaal,
    Tegenspraak,
)
from handboek.models.herkenningen import Herkenning
from handboek.models.instemmingen import Instemming
from handboek.models.lessen import Bevinding, Les, LesEvent
from handboek.models.lezers import Lezersantwoord
from handboek.models.lijsten import Lijstitem
from handboek.models.publicaties import Publicatie
from handboek.models.rijksvragen import Rijksantwoord, Rijksvraag, RijksvraagEvent
from handboek.models.tekstconcepten import Tekstconcept
from handboek.models.toepassingen import Toepassing
from handboek.models.uitgaven import Uitgave, UitgaveAdvies, UitgaveHoofdstuk, Weglating
from handboek.models.verbanden import AdviesVerband
from handboek.models.werkversies import Werkversie, Wijziging

__all__ = [
    "Advies",
    "AdviesEvent",
    "AdviesLes",
    "AdviesVerband",
    "Bevinding",
    "Herkenning",
    "Hoofdstuk",
    "Instemming",
    "Les",
    "LesEvent",
    "Lezersantwoord",
    "Lijstitem",
    "Publicatie",
    "Rijksantwoord",
    "Rijksvraag",
    "RijksvraagEvent",
    "Signaal",
    "Tegenspraak",
    "Tekstconcept",
    "Toepassing",
    "Uitgave",
    "UitgaveAdvies",
    "UitgaveHoofdstuk",
    "Weglating",
    "Werkversie",
    "Wijziging",
]
