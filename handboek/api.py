"""The handboek in the API: what ``openbaar`` says of an advies, lessen, and one's own list."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from casussen.models import Casus
from communities.api import Gekozen
from handboek import openbaar
from handboek.enums import Relation
from handboek.models import (
    Advies,
    AdviesLes,
    Hoofdstuk,
    Les,
    Lijstitem,
    Publicatie,
    Uitgave,
    Wijziging,
)
from handboek.openbaar_vorm import AdviesData, HoofdstukData
from handboek.publicaties import rests_on
from netwerk.kern.api.pages import Page, Paging, page
from netwerk.kern.api.shapes import (
    BegripShape,
    Moment,
    Shape,
    Verwijzing,
    Words,
    choice,
    chosen_by,
    page_of,
    reference,
    term_of,
)
from netwerk.kern.pages import number_of
from netwerk.kern.policy import OPEN, SIGNED_IN, needs
from netwerk.kern.zoeken.vraag import ready

router = Router(by_alias=True)
KINDS = {code: kind for kind, code in openbaar.SOORTEN.items()}
type Soort = Literal["doen", "niet-doen", "afweging", "vraag-vooraf"]
FIELDS = {  # name in the address: field of an advies
    "hoofdstuk": "hoofdstuk",
    "doelgroep": "audiences",
    "fase": "phase",
    "thema": "themes",
    "stap": "steps",
    "instrument": "instruments",
}
GekozenHoofdstuk = chosen_by(
    lambda number: Hoofdstuk.objects.filter(number=number_of(number)).first(),
    "Dit hoofdstuk is er niet: kijk op /api/v1/hoofdstukken.",
)


class AdviezenVraag(Paging):
    """What the list of adviezen can be asked."""

    q: Words | None = Field(None, description="Woorden uit het advies.")
    soort: Soort | None = Field(None, description="Wat het advies vraagt.")
    hoofdstuk: GekozenHoofdstuk | None = Field(  # type: ignore[valid-type]
        None, description="Nummer van een hoofdstuk."
    )
    thema: term_of("cbs-thema") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘cbs-thema’."
    )
    doelgroep: term_of("doelgroep") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘doelgroep’."
    )
    fase: term_of("beleidsfase") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘beleidsfase’."
    )
    stap: term_of("beleidskompas") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘beleidskompas’."
    )
    instrument: term_of("instrument") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘instrument’."
    )
    gebied: term_of("gebiedstype") | None = Field(  # type: ignore[valid-type]
        None, description="Geleerd in zo’n gebied: code uit de lijst ‘gebiedstype’."
    )
    gewijzigd_sinds: Moment | None = Field(
        None, description="Alleen wat sinds dit moment is gepubliceerd of gewijzigd."
    )


class AdviesBijLes(Shape):
    """An advies that a les stands under."""

    nummer: int
    titel: str
    verband: BegripShape = Field(description="Wat de les voor het advies doet.")
    adres: str


class PublicatieShape(Shape):
    """A report or article that adviezen rest on."""

    id: int
    titel: str
    auteurs: str
    jaar: int
    doi: str
    adres: str = Field(description="Waar het te lezen is.")
    licentie: str
    adviezen: list[int] = Field(description="Nummers van de adviezen die erop steunen.")


class LesShape(Shape):
    """What a community learned."""

    nummer: int
    conclusie: str
    waarneming: str = Field(description="Wat zagen we.")
    context: str = Field(description="Waar speelde dit.")
    voorwaarden: str = Field(description="Onder welke voorwaarden het geldt.")
    community: Verwijzing
    adviezen: list[AdviesBijLes]
    publicaties: list[int] = Field(description="Het id van elke publicatie eronder.")
    gemaakt_op: datetime
    gewijzigd_op: datetime
    adres: str


class LessenVraag(Paging):
    """What the list of lessen can be asked."""

    q: Words | None = Field(None, description="Woorden uit de les.")
    community: Gekozen | None = Field(None, description="Slug van een community.")  # type: ignore[valid-type]
    thema: term_of("cbs-thema") | None = Field(  # type: ignore[valid-type]
        None, description="Geleerd in een casus over dit thema: code uit ‘cbs-thema’."
    )


class PublicatiesVraag(Paging):
    """What the list of publicaties can be asked."""

    q: Words | None = Field(None, description="Woorden uit de titel, of een auteur.")


class UitgaveShape(Shape):
    """An edition of the whole handboek; its texts stand frozen at its address."""

    code: str = Field(description="Hoe we de uitgave noemen: 2027-1.")
    naam: str
    verschenen_op: date
    adviezen: int = Field(description="Hoeveel adviezen erin staan.")
    adres: str


class OpMijnLijst(Shape):
    """An advies on your own list, with your note."""

    nummer: int
    titel: str
    notitie: str = Field(description="Die lees je alleen zelf.")
    toegevoegd_op: datetime
    adres: str


@router.get("/adviezen", response=Page[AdviesData], summary="Adviezen", tags=["handboek"])
@needs(OPEN)
def adviezen(request: HttpRequest, vraag: Query[AdviezenVraag]) -> Page[AdviesData]:
    """Geef de adviezen van het openbare handboek, met waar ze op steunen."""
    rows: Any = Advies.objects.published()
    if vraag.soort:
        rows = rows.filter(kind=KINDS[vraag.soort])
    chosen = {path: value for name, path in FIELDS.items() if (value := getattr(vraag, name))}
    rows = _searched(rows.filter(**chosen), vraag.q)
    if vraag.gebied:
        rows = rows.learned_in(Casus.objects.public().filter(area_type=vraag.gebied))
    if since := vraag.gewijzigd_sinds:
        told = Wijziging.objects.filter(advies=OuterRef("pk"), at__gte=since)
        rows = rows.filter(Q(published_at__gte=since) | Exists(told))
    return page(request, rows, vraag, ("number",), _as_public)


@router.get("/adviezen/{int:nummer}", response=AdviesData, summary="Een advies", tags=["handboek"])
@needs(OPEN)
def advies(request: HttpRequest, nummer: int) -> AdviesData:
    """Geef een advies. Een ingetrokken advies houdt zijn adres, met de reden."""
    row = get_object_or_404(Advies.objects.filter(published_at__isnull=False), number=nummer)
    found = openbaar.advies_as_data(row)
    if found is None:
        raise Http404
    return found


@router.get(
    "/hoofdstukken", response=list[HoofdstukData], summary="Hoofdstukken", tags=["handboek"]
)
@needs(OPEN)
def hoofdstukken(request: HttpRequest) -> list[HoofdstukData]:
    """Geef alle hoofdstukken van het handboek, met hoeveel adviezen erin staan."""
    return openbaar.openbare_hoofdstukken()


@router.get(
    "/hoofdstukken/{int:nummer}",
    response=HoofdstukData,
    summary="Een hoofdstuk",
    tags=["handboek"],
)
@needs(OPEN)
def hoofdstuk(request: HttpRequest, nummer: int) -> HoofdstukData:
    """Geef een hoofdstuk."""
    return openbaar.openbaar_hoofdstuk(get_object_or_404(Hoofdstuk, number=nummer))


@router.get("/lessen", response=Page[LesShape], summary="Lessen", tags=["handboek"])
@needs(OPEN)
def lessen(request: HttpRequest, vraag: Query[LessenVraag]) -> Page[LesShape]:
    """Geef de lessen die je mag lezen; zonder sleutel zijn dat die onder een advies."""
    user: Any = request.user
    rows: Any = _searched(Les.objects.visible_to(user), vraag.q)
    if vraag.community:
        rows = rows.filter(community=vraag.community)
    if vraag.thema:
        rows = rows.learned_in(Casus.objects.visible_to(user).filter(themes=vraag.thema))
    return page(
        request, _with_all(rows, user), vraag, ("number",), lambda found: [_les(r) for r in found]
    )


@router.get("/lessen/{int:nummer}", response=LesShape, summary="Een les", tags=["handboek"])
@needs(OPEN)
def les(request: HttpRequest, nummer: int) -> LesShape:
    """Geef een les."""
    rows = _with_all(Les.objects.visible_to(request.user), request.user)
    return _les(get_object_or_404(rows, number=nummer))


@router.get(
    "/publicaties", response=Page[PublicatieShape], summary="Publicaties", tags=["handboek"]
)
@needs(OPEN)
def publicaties(request: HttpRequest, vraag: Query[PublicatiesVraag]) -> Page[PublicatieShape]:
    """Geef de onderzoeken en artikelen waarop het handboek steunt."""
    return page(request, _searched(Publicatie.objects.all(), vraag.q), vraag, ("pk",), _papers)


@router.get(
    "/publicaties/{int:id}", response=PublicatieShape, summary="Een publicatie", tags=["handboek"]
)
@needs(OPEN)
def publicatie(request: HttpRequest, id: int) -> PublicatieShape:  # noqa: A002
    """Geef een onderzoek of artikel."""
    return _papers([get_object_or_404(Publicatie, pk=id)])[0]


@router.get("/uitgaven", response=Page[UitgaveShape], summary="Uitgaven", tags=["handboek"])
@needs(OPEN)
def uitgaven(request: HttpRequest, vraag: Query[Paging]) -> Page[UitgaveShape]:
    """Geef de uitgaven van het handboek die zijn verschenen, de oudste eerst."""
    rows = Uitgave.objects.final()
    return page(
        request, rows, vraag, ("year", "number"), lambda found: [_uitgave(row) for row in found]
    )


@router.get(
    "/uitgaven/{slug:code}", response=UitgaveShape, summary="Een uitgave", tags=["handboek"]
)
@needs(OPEN)
def uitgave(request: HttpRequest, code: str) -> UitgaveShape:
    """Geef een uitgave van het handboek. De teksten lees je op haar adres."""
    year, _, number = code.partition("-")
    rows = Uitgave.objects.final().filter(year=number_of(year), number=number_of(number))
    return _uitgave(get_object_or_404(rows))


@router.get("/mijn/lijst", response=Page[OpMijnLijst], summary="Mijn lijst", tags=["mijn"])
@needs(SIGNED_IN)
def mijn_lijst(request: HttpRequest, vraag: Query[Paging]) -> Page[OpMijnLijst]:
    """Geef de adviezen op je lijst, in jouw volgorde, met je notities."""
    seen = Advies.objects.visible_to(request.user).order_by().values("pk")
    rows = Lijstitem.objects.visible_to(request.user).filter(advies__in=seen)
    return page(request, rows.select_related("advies"), vraag, ("position", "pk"), _on_list)


def _searched(rows: Any, words: str | None) -> Any:
    if not words:
        return rows
    query = ready(words)
    return rows.filter(search_vector=query) if query else rows.none()


def _as_public(rows: Sequence[Advies]) -> list[AdviesData]:
    keys = [row.pk for row in rows]
    under: Any = Advies.objects.filter(pk__in=keys).order_by("number")
    return list(openbaar.openbare_adviezen(onder=under))


def _with_all(rows: Any, user: Any) -> Any:
    used = AdviesLes.objects.filter(advies__in=Advies.objects.visible_to(user))
    links = used.select_related("advies").order_by("advies__number")
    return rows.select_related("community").prefetch_related(
        Prefetch("gebruik", links), "publicaties"
    )


def _les(row: Any) -> LesShape:
    return LesShape(
        nummer=row.number,
        conclusie=row.conclusion,
        waarneming=row.observation,
        context=row.context,
        voorwaarden=row.conditions,
        community=reference(row.community),
        adviezen=[
            AdviesBijLes(
                nummer=link.advies.number,
                titel=link.advies.title,
                verband=choice(link.relation, Relation),
                adres=openbaar.short_address(link.advies.number),
            )
            for link in row.gebruik.all()
        ],
        publicaties=[paper.pk for paper in row.publicaties.all()],
        gemaakt_op=row.created_at,
        gewijzigd_op=row.edited_at or row.created_at,
        adres=page_of(row),
    )


def _papers(rows: Sequence[Publicatie]) -> list[PublicatieShape]:
    resting = rests_on(rows)
    return [
        PublicatieShape(
            id=row.pk,
            titel=row.title,
            auteurs=row.authors,
            jaar=row.year,
            doi=row.doi,
            adres=row.address,
            licentie=row.licence,
            adviezen=[advies.number for advies in resting.get(row.pk, [])],
        )
        for row in rows
    ]


def _uitgave(row: Uitgave) -> UitgaveShape:
    assert row.day is not None, "an edition that appeared has its day"
    return UitgaveShape(
        code=row.code,
        naam=row.name,
        verschenen_op=row.day,
        adviezen=row.total,
        adres=page_of(row),
    )


def _on_list(rows: Sequence[Lijstitem]) -> list[OpMijnLijst]:
    return [
        OpMijnLijst(
            nummer=row.advies.number,
            titel=row.advies.title,
            notitie=row.note,
            toegevoegd_op=row.added_at,
            adres=openbaar.short_address(row.advies.number),
        )
        for row in rows
    ]
