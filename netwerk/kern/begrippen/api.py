"""The vocabularies in the API: every list, and every word in it."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from netwerk.kern.api.pages import Page, Paging, page
from netwerk.kern.api.shapes import BegripShape, Shape, chosen_by, page_of, term_or_none
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.policy import OPEN, needs

router = Router(by_alias=True, tags=["begrippen"])
Lijst = chosen_by(
    lambda key: Schema.objects.filter(key=key).first(),
    "Deze lijst is er niet: kijk op /api/v1/begrippenlijsten.",
)


class BegrippenlijstShape(Shape):
    """A vocabulary."""

    code: str
    naam: str
    bron: str = Field(description="Waar de lijst vandaan komt.")
    aantal: int = Field(description="Hoeveel begrippen erin staan.")


class BegripInLijst(BegripShape):
    """A word with what it means."""

    lijst: str = Field(description="De code van de begrippenlijst.")
    betekenis: str
    ook_wel: list[str] = Field(description="Andere woorden voor hetzelfde.")
    valt_onder: BegripShape | None = Field(description="Het ruimere begrip.")
    geldig_tot: Any = Field(
        None,
        json_schema_extra={"type": ["string", "null"], "format": "date"},
        description="De dag waarop het verviel; wat al gekozen was, blijft staan.",
    )
    adres: str


class BegrippenVraag(Paging):
    """What the list of words can be asked."""

    lijst: Lijst | None = Field(None, description="De code van een begrippenlijst.")  # type: ignore[valid-type]


@router.get("/begrippenlijsten", response=list[BegrippenlijstShape], summary="Begrippenlijsten")
@needs(OPEN)
def begrippenlijsten(request: HttpRequest) -> list[BegrippenlijstShape]:
    """Geef alle lijsten waaruit het netwerk woorden kiest, zoals thema’s en provincies."""
    return [
        BegrippenlijstShape(code=row.key, naam=row.title, bron=row.source, aantal=row.number)
        for row in Schema.objects.annotate(number=Count("begrippen")).order_by("key")
    ]


@router.get("/begrippen", response=Page[BegripInLijst], summary="Begrippen")
@needs(OPEN)
def begrippen(request: HttpRequest, vraag: Query[BegrippenVraag]) -> Page[BegripInLijst]:
    """Geef de woorden van alle lijsten, of van een."""
    rows = Begrip.objects.select_related("schema", "broader")
    if vraag.lijst:
        rows = rows.filter(schema=vraag.lijst)
    return page(request, rows, vraag, ("pk",), lambda found: [_shape(row) for row in found])


@router.get("/begrippen/{slug:lijst}/{slug:code}", response=BegripInLijst, summary="Een begrip")
@needs(OPEN)
def begrip(request: HttpRequest, lijst: str, code: str) -> BegripInLijst:
    """Geef een woord uit een lijst, met wat het betekent."""
    rows = Begrip.objects.select_related("schema", "broader")
    return _shape(get_object_or_404(rows, schema__key=lijst, notation=code))


def _shape(row: Begrip) -> BegripInLijst:
    return BegripInLijst(
        code=row.notation,
        naam=row.label,
        lijst=row.schema.key,
        betekenis=row.definition,
        ook_wel=row.synonyms,
        valt_onder=term_or_none(row.broader),
        geldig_tot=row.valid_to,
        adres=page_of(row),
    )
