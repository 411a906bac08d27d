"""Communities and organisations in the API, and one's own profile."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from communities import organisatielijst
from communities.models import Community, Organisatie
from netwerk.kern.api.pages import Page, Paging, page
from netwerk.kern.api.shapes import (
    BegripShape,
    Shape,
    Verwijzing,
    Words,
    chosen_by,
    markdown,
    page_of,
    reference,
    term,
    term_of,
    term_or_none,
)
from netwerk.kern.policy import OPEN, SIGNED_IN, needs

router = Router(by_alias=True)
Gekozen = chosen_by(
    lambda slug: Community.objects.filter(slug=slug).first(),
    "Deze community is er niet: kijk op /api/v1/communities.",
)
"""A type of question: a community, by its slug."""
GekozenOrganisatie = chosen_by(
    lambda slug: Organisatie.objects.filter(slug=slug).first(),
    "Deze organisatie is er niet: kijk op /api/v1/organisaties.",
)
"""A type of question: an organisation, by its slug."""


class CommunityShape(Shape):
    """A community, as everybody may know it; who is in it is for its members."""

    slug: str
    nummer: int
    naam: str
    centrale_vraag: str
    inleiding: str = Field(description="In Markdown.")
    lijnen: list[str]
    coordinatie: list[Verwijzing]
    loopt_van: date | None
    loopt_tot: date | None
    adres: str


class OrganisatieShape(Shape):
    """An organisation that takes part; the people that work there are not in it."""

    slug: str
    naam: str
    andere_namen: list[str] = Field(description="Hoe ze ook heet, of eerder heette.")
    soort: BegripShape
    laag: BegripShape | None
    kant: BegripShape | None
    gebied: BegripShape | None
    website: str
    tooi: str = Field(description="Het adres in de lijst van overheden (TOOI).")
    bestaat_niet_meer_sinds: date | None
    opgevolgd_door: Verwijzing | None
    adres: str


class OrganisatiesVraag(Paging):
    """What the list of organisations can be asked."""

    q: Words | None = Field(None, description="Woorden uit een naam van nu of vroeger.")
    soort: term_of("organisatietype") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘organisatietype’."
    )
    laag: term_of("bestuurslaag") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘bestuurslaag’."
    )
    kant: term_of("kant") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘kant’."
    )
    gebied: term_of("provincie") | None = Field(  # type: ignore[valid-type]
        None, description="Code uit de lijst ‘provincie’."
    )


class ProfielShape(Shape):
    """What somebody with a key reads about themselves, and nobody else."""

    naam: str
    email: str
    functie: str
    organisatie: Verwijzing | None
    gebied: BegripShape | None
    themas: list[BegripShape]
    vraag_mij_over: str
    over_mij: str = Field(description="In Markdown.")
    communities: list[Verwijzing]


@router.get(
    "/communities", response=Page[CommunityShape], summary="Communities", tags=["communities"]
)
@needs(OPEN)
def communities(request: HttpRequest, vraag: Query[Paging]) -> Page[CommunityShape]:
    """Geef alle communities, ook die zijn afgelopen."""
    rows = Community.objects.visible_to(request.user).prefetch_related("coordinators")
    return page(request, rows, vraag, ("number",), lambda found: [_community(r) for r in found])


@router.get(
    "/communities/{slug:slug}",
    response=CommunityShape,
    summary="Een community",
    tags=["communities"],
)
@needs(OPEN)
def community(request: HttpRequest, slug: str) -> CommunityShape:
    """Geef een community."""
    return _community(get_object_or_404(Community.objects.visible_to(request.user), slug=slug))


@router.get(
    "/organisaties", response=Page[OrganisatieShape], summary="Organisaties", tags=["organisaties"]
)
@needs(OPEN)
def organisaties(request: HttpRequest, vraag: Query[OrganisatiesVraag]) -> Page[OrganisatieShape]:
    """Geef de organisaties van het netwerk, ook die niet meer bestaan."""
    rows = Organisatie.objects.visible_to(request.user)
    names = ("q", "soort", "laag", "kant", "gebied")
    chosen = {name: value for name in names if (value := getattr(vraag, name))}
    rows = _with_all(organisatielijst.filtered(rows, chosen))
    return page(request, rows, vraag, ("pk",), lambda found: [_organisatie(r) for r in found])


@router.get(
    "/organisaties/{slug:slug}",
    response=OrganisatieShape,
    summary="Een organisatie",
    tags=["organisaties"],
)
@needs(OPEN)
def organisatie(request: HttpRequest, slug: str) -> OrganisatieShape:
    """Geef een organisatie."""
    rows = _with_all(Organisatie.objects.visible_to(request.user))
    return _organisatie(get_object_or_404(rows, slug=slug))


@router.get("/mijn/profiel", response=ProfielShape, summary="Mijn profiel", tags=["mijn"])
@needs(SIGNED_IN)
def mijn_profiel(request: HttpRequest) -> ProfielShape:
    """Geef wat je over jezelf vertelt; niemand anders leest dit hier."""
    person: Any = request.user
    return ProfielShape(
        naam=person.get_full_name(),
        email=person.email,
        functie=person.job_title,
        organisatie=reference(person.organisatie) if person.organisatie else None,
        gebied=term_or_none(person.area),
        themas=[term(row) for row in person.themes.all()],
        vraag_mij_over=person.ask_about,
        over_mij=markdown(person.about),
        communities=[reference(row) for row in person.communities.order_by("number")],
    )


def _with_all(rows: Any) -> Any:
    return rows.with_side().select_related("successor").prefetch_related("former_names")


def _community(row: Community) -> CommunityShape:
    return CommunityShape(
        slug=row.slug,
        nummer=row.number,
        naam=row.name,
        centrale_vraag=row.central_question,
        inleiding=markdown(row.intro),
        lijnen=[str(line) for line in row.sub_lines],
        coordinatie=[reference(organisatie) for organisatie in row.coordinators.all()],
        loopt_van=row.starts_on,
        loopt_tot=row.ends_on,
        adres=page_of(row),
    )


def _organisatie(row: Organisatie) -> OrganisatieShape:
    layer = row.layer
    return OrganisatieShape(
        slug=row.slug,
        naam=row.name,
        andere_namen=[name.name for name in row.former_names.all()],
        soort=term(row.kind),
        laag=term_or_none(layer),
        kant=term_or_none(layer.broader if layer else None),
        gebied=term_or_none(row.province),
        website=row.website,
        tooi=row.tooi_uri,
        bestaat_niet_meer_sinds=row.ended_on,
        opgevolgd_door=reference(row.successor) if row.successor else None,
        adres=page_of(row),
    )
