"""Bijeenkomsten in the API: when, where and what; never who comes, nor the link to join."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from bijeenkomsten.enums import Answer, Form, ItemKind, Status
from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst
from communities.api import Gekozen
from communities.enums import Visibility
from netwerk.kern.api.pages import Page, Paging, page
from netwerk.kern.api.shapes import (
    BegripShape,
    Moment,
    Shape,
    Verwijzing,
    Words,
    choice,
    page_of,
    reference,
    term,
    term_of,
)
from netwerk.kern.policy import OPEN, SIGNED_IN, needs
from netwerk.kern.zoeken.vraag import ready

router = Router(by_alias=True, tags=["bijeenkomsten"])


class BijeenkomstKort(Shape):
    """A bijeenkomst in a list."""

    slug: str
    titel: str
    soort: BegripShape
    doel: str
    begint_op: datetime
    eindigt_op: datetime
    waar: str = Field(description="De plaats, of ‘Online’. De link krijgt wie zich aanmeldt.")
    in_de_zaal: bool
    online: bool
    community: Verwijzing
    ook_voor: list[Verwijzing]
    zichtbaarheid: BegripShape = Field(description="Wie deze bijeenkomst mag zien.")
    gasten_welkom: bool = Field(description="Of je zonder account mag komen.")
    stand: BegripShape
    reden_afgelast: str
    gewijzigd_op: datetime
    adres: str


class Programmapunt(Shape):
    """A part of the programme; a casus that you may not read is not named."""

    begint_op: datetime
    minuten: int
    soort: BegripShape
    titel: str
    uitleg: str
    casus: Verwijzing | None


class BijeenkomstShape(BijeenkomstKort):
    """A bijeenkomst with its programme."""

    gastheer: Verwijzing | None
    neem_mee: str
    route: str
    toegankelijkheid: str
    programma: list[Programmapunt]


class MijnBijeenkomst(Shape):
    """A bijeenkomst with what you answered."""

    bijeenkomst: BijeenkomstKort
    antwoord: BegripShape
    vorm: BegripShape


class BijeenkomstenVraag(Paging):
    """What the list of bijeenkomsten can be asked."""

    q: Words | None = Field(None, description="Woorden uit de titel, het doel of de plaats.")
    community: Gekozen | None = Field(None, description="Slug van een community.")  # type: ignore[valid-type]
    soort: term_of("bijeenkomstsoort") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘bijeenkomstsoort’."
    )
    vanaf: Moment | None = Field(None, description="Alleen wat op of na dit moment begint.")
    tot: Moment | None = Field(None, description="Alleen wat voor dit moment begint.")
    gewijzigd_sinds: Moment | None = Field(
        None, description="Alleen wat sinds dit moment is gewijzigd."
    )


@router.get("/bijeenkomsten", response=Page[BijeenkomstKort], summary="Bijeenkomsten")
@needs(OPEN)
def bijeenkomsten(request: HttpRequest, vraag: Query[BijeenkomstenVraag]) -> Page[BijeenkomstKort]:
    """Geef de bijeenkomsten die je mag zien, de vroegste eerst; ook die zijn geweest."""
    rows: Any = Bijeenkomst.objects.visible_to(request.user)
    if vraag.q:
        query = ready(vraag.q)
        rows = rows.filter(search_vector=query) if query else rows.none()
    if vraag.community:
        rows = rows.in_community(vraag.community)
    choices = {
        "kind": vraag.soort,
        "starts_at__gte": vraag.vanaf,
        "starts_at__lt": vraag.tot,
        "updated_at__gte": vraag.gewijzigd_sinds,
    }
    rows = rows.filter(**{name: value for name, value in choices.items() if value})
    return page(request, _for_list(rows), vraag, ("starts_at", "pk"), _in_list)


@router.get("/bijeenkomsten/{slug:slug}", response=BijeenkomstShape, summary="Een bijeenkomst")
@needs(OPEN)
def bijeenkomst(request: HttpRequest, slug: str) -> BijeenkomstShape:
    """Geef een bijeenkomst met het programma."""
    rows = _for_list(Bijeenkomst.objects.visible_to(request.user)).select_related("host")
    row = get_object_or_404(rows, slug=slug)
    return BijeenkomstShape(
        **_short(row),
        gastheer=reference(row.host) if row.host else None,
        neem_mee=row.bring_along,
        route=row.route,
        toegankelijkheid=row.accessibility,
        programma=[_part(part) for part in Agendapunt.timed(row, request.user)],
    )


@router.get(
    "/mijn/bijeenkomsten",
    response=Page[MijnBijeenkomst],
    summary="Mijn bijeenkomsten",
    tags=["mijn"],
)
@needs(SIGNED_IN)
def mijn_bijeenkomsten(request: HttpRequest, vraag: Query[Paging]) -> Page[MijnBijeenkomst]:
    """Geef de bijeenkomsten waarop je antwoord gaf, met je antwoord."""
    user: Any = request.user
    seen = Bijeenkomst.objects.visible_to(user).order_by().values("pk")
    mine = Aanmelding.objects.filter(deelnemer=user, bijeenkomst__in=seen)
    rows = mine.select_related("bijeenkomst__community", "bijeenkomst__kind").prefetch_related(
        "bijeenkomst__communities"
    )
    return page(request, rows, vraag, ("pk",), lambda found: [_mine(row) for row in found])


def _for_list(rows: Any) -> Any:
    return rows.select_related("community", "kind").prefetch_related("communities")


def _in_list(rows: Sequence[Bijeenkomst]) -> list[BijeenkomstKort]:
    return [BijeenkomstKort(**_short(row)) for row in rows]


def _short(row: Bijeenkomst) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "titel": row.title,
        "soort": term(row.kind),
        "doel": row.goal,
        "begint_op": row.starts_at,
        "eindigt_op": row.ends_at,
        "waar": row.where,
        "in_de_zaal": bool(row.place),
        "online": bool(row.online_link),
        "community": reference(row.community),
        "ook_voor": [reference(other) for other in row.communities.all()],
        "zichtbaarheid": choice(row.visibility, Visibility),
        "gasten_welkom": row.guests_welcome,
        "stand": choice(row.status, Status),
        "reden_afgelast": row.cancel_reason,
        "gewijzigd_op": row.updated_at,
        "adres": page_of(row),
    }


def _part(part: Agendapunt) -> Programmapunt:
    assert part.starts_at is not None, "timed() gives every part its moment"
    return Programmapunt(
        begint_op=part.starts_at,
        minuten=part.minutes,
        soort=choice(part.kind, ItemKind),
        titel=part.title,
        uitleg=part.explanation,
        casus=reference(part.casus) if part.casus else None,
    )


def _mine(row: Aanmelding) -> MijnBijeenkomst:
    return MijnBijeenkomst(
        bijeenkomst=BijeenkomstKort(**_short(row.bijeenkomst)),
        antwoord=choice(row.answer, Answer),
        vorm=choice(row.form, Form),
    )
