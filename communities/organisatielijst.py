"""What pages about organisations read: which ones, how many, and what looks like a double.

Every function takes a fixed number of queries.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from communities.forms.organisaties import ENDED
from communities.models import Deelnemer, Organisatie, OrganisatieNaam, OrganisatieQuerySet
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import build_query

ALIKE = 0.45
MOST_ALIKE = 5


def filtered(rows: OrganisatieQuerySet, chosen: dict[str, Any]) -> OrganisatieQuerySet:
    """Narrow the organisations down to what was typed and chosen (names of OrganisatieFilter)."""
    if typed := chosen.get("q", "").strip():
        rows = rows.filter(_named(typed))
    for name, path in (
        ("soort", "kind"),
        ("laag", "kind__broader"),
        ("kant", "kind__broader__broader"),
        ("gebied", "province"),
    ):
        if chosen.get(name):
            rows = rows.filter(**{path: chosen[name]})
    if chosen.get("stand"):
        current = Organisatie.objects.current().values("pk")
        has_ended = chosen["stand"] == ENDED
        rows = rows.exclude(pk__in=current) if has_ended else rows.filter(pk__in=current)
    return rows


def _named(typed: str) -> Q:
    """Match whole words as the search does (Friesland finds Fryslân), and parts of words."""
    parts = Q(name__icontains=typed) | Q(
        pk__in=OrganisatieNaam.objects.filter(name__icontains=typed).values("organisatie")
    )
    query = build_query(typed)
    if query is None:
        return parts
    return parts | Q(pk__in=Organisatie.objects.matching(query).order_by().values("pk"))


def with_people_and_names(rows: OrganisatieQuerySet) -> QuerySet[Organisatie]:
    """Add ``people`` (active people in each) and the other names."""
    people = (
        Deelnemer.objects.active()
        .filter(organisatie=OuterRef("pk"))
        .order_by()
        .values("organisatie")
        .annotate(number=Count("pk"))
        .values("number")
    )
    names = Prefetch("former_names", queryset=OrganisatieNaam.objects.all())
    counted = rows.with_side().annotate(people=Coalesce(Subquery(people), 0))
    return counted.prefetch_related(names).order_by("name", "pk")


@dataclass(frozen=True)
class LayerCount:
    """A layer with its number of organisations."""

    notation: str
    label: str
    number: int


@dataclass(frozen=True)
class SideCount:
    """A side of the network with its layers."""

    notation: str
    label: str
    layers: list[LayerCount]

    @property
    def number(self) -> int:
        """Return how many organisations are on this side."""
        return sum(layer.number for layer in self.layers)


def per_side() -> list[SideCount]:
    """Return how many organisations there are now on each side and in each layer."""
    rows = Organisatie.objects.current().order_by()
    counts = dict(rows.values_list("kind__broader").annotate(Count("pk")))
    layers = list(Begrip.objects.in_schema("bestuurslaag"))
    return [
        SideCount(
            side.notation,
            side.label,
            [
                LayerCount(layer.notation, layer.label, counts.get(layer.pk, 0))
                for layer in layers
                if layer.broader_id == side.pk
            ],
        )
        for side in Begrip.objects.in_schema("kant")
    ]


def look_alikes(organisatie: Organisatie) -> list[Organisatie]:
    """Return organisations whose name is nearly the same: perhaps a double."""
    others = Organisatie.objects.exclude(pk=organisatie.pk).with_side()
    alike = others.annotate(alike=TrigramSimilarity("name", organisatie.name))
    return list(alike.filter(alike__gt=ALIKE).order_by("-alike", "pk")[:MOST_ALIKE])
