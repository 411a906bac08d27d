"""The shape of the public data of the handboek (``openbaar.py``): the keys of the API and of files.

Texts are Markdown, moments ISO 8601 in UTC, addresses absolute.
"""

from typing import TypedDict


class Begrepen(TypedDict):
    """A choice from a list: its code, which never changes, and its name in words."""

    code: str
    naam: str


class InHoofdstuk(TypedDict):
    """The chapter that an advies stands in."""

    nummer: int
    titel: str


class Koppen(TypedDict):
    """What stands above each part: every kind asks something else."""

    waarom: str
    hoe: str
    grens: str
    werktAls: str
    werktNietAls: str


class Bewijs(TypedDict):
    """How strong it is; ``niveau`` is a label of Level, ``zin`` says why in public words."""

    niveau: str
    woord: str
    zin: str
    betwist: bool
    weerlegd: bool


class Bron(TypedDict):
    """A casus, minutes, a conversation or a resident; of a closed one only its public label.

    ``soort`` is casus, bijeenkomst, gesprek or inwoners; ``adres`` is "" of a closed one.
    """

    soort: str
    titel: str
    onder: str
    adres: str


class LesOnder(TypedDict):
    """A les under it; ``verband`` is "onderbouwt" or "spreekt tegen"."""

    nummer: int
    conclusie: str
    verband: str
    adres: str


class PublicatieOnder(TypedDict):
    """A report or article that it also rests on."""

    titel: str
    auteurs: str
    jaar: int
    doi: str
    adres: str
    licentie: str


class Verband(TypedDict):
    """Another advies; ``soort`` is "hoort hierbij" or "botst soms met"."""

    soort: str
    nummer: int
    titel: str
    uitleg: str
    adres: str


class Licentie(TypedDict):
    """Under what terms anybody may use it."""

    naam: str
    adres: str


class AdviesData(TypedDict):
    """One advies; texts are Markdown, moments ISO 8601 in UTC, addresses absolute.

    ``adres`` holds the number alone and outlives every title; ``versieAdres`` leads to this text.
    ``stand`` is gepubliceerd or ingetrokken; of a withdrawn one nobody reads lessen and sources.
    """

    nummer: int
    versie: int
    soort: Begrepen
    titel: str
    adres: str
    versieAdres: str
    hoofdstuk: InHoofdstuk
    samenvatting: str
    waarom: str
    hoe: str
    werktAls: str
    werktNietAls: str
    koppen: Koppen
    doelgroepen: list[Begrepen]
    themas: list[Begrepen]
    gebieden: list[Begrepen]
    instrumenten: list[Begrepen]
    stappen: list[Begrepen]
    fase: Begrepen | None
    bewijs: Bewijs
    bronnen: list[Bron]
    lessen: list[LesOnder]
    publicaties: list[PublicatieOnder]
    verbanden: list[Verband]
    toepassingen: int
    gepubliceerdOp: str
    gewijzigdOp: str
    nakijkenVoor: str | None
    stand: str
    redenIngetrokken: str
    licentie: Licentie


class HoofdstukData(TypedDict):
    """One chapter; ``adviezen`` is how many stand in the handboek now."""

    nummer: int
    titel: str
    inleiding: str
    adres: str
    adviezen: int
