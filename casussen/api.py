"""Casussen in the API: what the reader may read of each, without people and closed passages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from casussen import vinden
from casussen.enums import Dimension, Direction, SectionKind, Stage
from casussen.models import Casus
from communities.api import Gekozen, GekozenOrganisatie
from communities.enums import Visibility
from netwerk.kern.api.pages import Page, Paging, page
from netwerk.kern.api.shapes import (
    BegripShape,
    Moment,
    Shape,
    Verwijzing,
    Words,
    choice,
    markdown,
    page_of,
    reference,
    term,
    term_of,
    term_or_none,
)
from netwerk.kern.policy import OPEN, SIGNED_IN, needs

router = Router(by_alias=True, tags=["casussen"])
CHOICES = ("thema", "provincie", "community", "fase", "schaal", "soort", "beleid", "q")


class CasusKort(Shape):
    """A casus in a list."""

    slug: str
    titel: str
    samenvatting: str
    leervraag: str
    community: Verwijzing
    ook_in: list[Verwijzing] = Field(description="Andere communities waar de casus bij hoort.")
    organisatie: Verwijzing
    gebieden: list[BegripShape]
    themas: list[BegripShape]
    fase: BegripShape = Field(description="Hoe ver het werk is.")
    beleidsfase: BegripShape | None
    zichtbaarheid: BegripShape = Field(description="Wie deze casus mag lezen.")
    gemaakt_op: datetime
    gewijzigd_op: datetime
    ingetrokken: bool = Field(description="Een ingetrokken casus telt niet meer als bewijs.")
    adres: str


class Onderdeel(Shape):
    """A section of a casus."""

    soort: BegripShape
    tekst: str = Field(description="In Markdown, zonder vertrouwelijke stukken.")


class Welvaart(Shape):
    """What a casus does in one circle of brede welvaart."""

    kring: BegripShape
    richting: BegripShape
    uitleg: str


class CasusShape(CasusKort):
    """A casus with its text."""

    schaal: BegripShape | None
    soort_gebied: BegripShape | None
    participatie: BegripShape | None = Field(description="Hoe inwoners meedoen.")
    begonnen_in: int | None = Field(description="Een jaar.")
    klaar_in: int | None = Field(description="Een jaar.")
    trefwoorden: list[str]
    onderdelen: list[Onderdeel]
    welvaartsbeeld: list[Welvaart]


class CasussenVraag(Paging):
    """What the list of casussen can be asked."""

    q: Words | None = Field(None, description="Woorden uit de casus.")
    thema: term_of("cbs-thema") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘cbs-thema’."
    )
    provincie: term_of("provincie") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘provincie’."
    )
    community: Gekozen | None = Field(None, description="Slug van een community.")  # type: ignore[valid-type]
    organisatie: GekozenOrganisatie | None = Field(  # type: ignore[valid-type]
        None, description="Slug van een organisatie."
    )
    fase: Stage | None = Field(None, description="Hoe ver het werk is.")
    schaal: term_of("schaalniveau") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘schaalniveau’."
    )
    soort: term_of("gebiedstype") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘gebiedstype’."
    )
    beleid: term_of("beleidsfase") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘beleidsfase’."
    )
    gewijzigd_sinds: Moment | None = Field(
        None, description="Alleen wat sinds dit moment is gewijzigd."
    )


@router.get("/casussen", response=Page[CasusKort], summary="Casussen")
@needs(OPEN)
def casussen(request: HttpRequest, vraag: Query[CasussenVraag]) -> Page[CasusKort]:
    """Geef de casussen die je mag lezen; zonder sleutel zijn dat de openbare."""
    chosen = {name: value for name in CHOICES if (value := getattr(vraag, name))}
    rows = vinden.narrowed(Casus.objects.visible_to(request.user), vinden.prepared(chosen))
    if vraag.organisatie:
        rows = rows.filter(organisatie=vraag.organisatie)
    if vraag.gewijzigd_sinds:
        rows = rows.filter(updated_at__gte=vraag.gewijzigd_sinds)
    return page(request, _for_list(rows), vraag, ("pk",), _in_list)


@router.get("/casussen/{slug:slug}", response=CasusShape, summary="Een casus")
@needs(OPEN)
def casus(request: HttpRequest, slug: str) -> CasusShape:
    """Geef een casus met zijn tekst, zonder vertrouwelijke stukken."""
    rows = _for_list(Casus.objects.visible_to(request.user)).select_related(
        "scale", "area_type", "participation"
    )
    row = get_object_or_404(rows.prefetch_related("secties", "welvaartsbeeld"), slug=slug)
    return CasusShape(
        **_short(row),
        schaal=term_or_none(row.scale),
        soort_gebied=term_or_none(row.area_type),
        participatie=term_or_none(row.participation),
        begonnen_in=row.starts_in,
        klaar_in=row.ends_in,
        trefwoorden=sorted(tag.name for tag in row.tags.all()),
        onderdelen=_sections(row),
        welvaartsbeeld=_welfare(row),
    )


@router.get("/mijn/casussen", response=Page[CasusKort], summary="Mijn casussen", tags=["mijn"])
@needs(SIGNED_IN)
def mijn_casussen(request: HttpRequest, vraag: Query[Paging]) -> Page[CasusKort]:
    """Geef de casussen waarvan je in de casusgroep zit."""
    rows = Casus.objects.visible_to(request.user).with_in_group(request.user)
    return page(request, _for_list(rows), vraag, ("pk",), _in_list)


def _for_list(rows: Any) -> Any:
    return rows.select_related("community", "organisatie", "phase").prefetch_related(
        "communities", "provinces", "themes"
    )


def _in_list(rows: Sequence[Casus]) -> list[CasusKort]:
    return [CasusKort(**_short(row)) for row in rows]


def _short(row: Casus) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "titel": row.title,
        "samenvatting": row.summary,
        "leervraag": row.learning_question,
        "community": reference(row.community),
        "ook_in": [reference(other) for other in row.communities.all()],
        "organisatie": reference(row.organisatie),
        "gebieden": [term(area) for area in row.provinces.all()],
        "themas": [term(theme) for theme in row.themes.all()],
        "fase": choice(row.stage, Stage),
        "beleidsfase": term_or_none(row.phase),
        "zichtbaarheid": choice(row.visibility, Visibility),
        "gemaakt_op": row.created_at,
        "gewijzigd_op": row.updated_at,
        "ingetrokken": row.withdrawn_at is not None,
        "adres": page_of(row),
    }


def _sections(row: Casus) -> list[Onderdeel]:
    """Return what is written, in the order of the page; a section that is all closed is not."""
    written = {section.kind: markdown(section.body) for section in row.secties.all()}
    return [
        Onderdeel(soort=choice(kind, SectionKind), tekst=written[kind])
        for kind in SectionKind
        if written.get(kind)
    ]


def _welfare(row: Casus) -> list[Welvaart]:
    return [
        Welvaart(
            kring=choice(line.dimension, Dimension),
            richting=choice(line.direction, Direction),
            uitleg=line.explanation,
        )
        for line in sorted(row.welvaartsbeeld.all(), key=lambda line: line.dimension)
    ]
