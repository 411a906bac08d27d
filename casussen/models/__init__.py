"""Casussen: what the network works on together, and the dilemma's in them."""

from casussen.models.casussen import (
    Casus,
    CasusDeelname,
    CasusQuerySet,
    CasusSectie,
    WelvaartsbeeldRegel,
)
from casussen.models.dilemmas import Dilemma, DilemmaQuerySet
from casussen.models.publicatieverzoeken import Publicatieverzoek, PublicatieverzoekQuerySet

__all__ = [
    "Casus",
    "CasusDeelname",
    "CasusQuerySet",
    "CasusSectie",
    "Dilemma",
    "DilemmaQuerySet",
    "Publicatieverzoek",
    "PublicatieverzoekQuerySet",
    "WelvaartsbeeldRegel",
]
