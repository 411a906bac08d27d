"""Casussen: what the network works on together, and what belongs to them."""

from casussen.models.afruil import AfruilRegel, Keuze
from casussen.models.casussen import (
    Casus,
    CasusDeelname,
    CasusQuerySet,
    CasusSectie,
    WelvaartsbeeldRegel,
)
from casussen.models.dilemmas import Dilemma, DilemmaQuerySet, Positie, Standpunt
from casussen.models.fasen import Fasewissel
from casussen.models.generatoren import Generator, GeneratorErvaring, GeneratorQuerySet
from casussen.models.inwoners import (
    Inwonersantwoord,
    InwonersantwoordQuerySet,
    Inwonersvraag,
    InwonersvraagQuerySet,
)
from casussen.models.leeragenda import Leervraag, LeervraagQuerySet
from casussen.models.publicatieverzoeken import Publicatieverzoek, PublicatieverzoekQuerySet
from casussen.models.schrijven import Concept, Schrijfuitnodiging
from casussen.models.terugblikken import Terugblik
from casussen.models.toestemmingen import Toestemming, ToestemmingQuerySet
from casussen.models.verhalen import Verhaal, VerhaalQuerySet

__all__ = [
    "AfruilRegel",
    "Casus",
    "CasusDeelname",
    "CasusQuerySet",
    "CasusSectie",
    "Concept",
    "Dilemma",
    "DilemmaQuerySet",
    "Fasewissel",
    "Generator",
    "GeneratorErvaring",
    "GeneratorQuerySet",
    "Inwonersantwoord",
    "InwonersantwoordQuerySet",
    "Inwonersvraag",
    "InwonersvraagQuerySet",
    "Keuze",
    "Leervraag",
    "LeervraagQuerySet",
    "Positie",
    "Publicatieverzoek",
    "PublicatieverzoekQuerySet",
    "Schrijfuitnodiging",
    "Standpunt",
    "Terugblik",
    "Toestemming",
    "ToestemmingQuerySet",
    "Verhaal",
    "VerhaalQuerySet",
    "WelvaartsbeeldRegel",
]
