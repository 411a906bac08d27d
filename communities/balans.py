"""How the people of the network, or of one community, are spread: sides, layers, provinces.

Every function takes a fixed number of queries. Counted are active people; who has no
organisation is on no side, and counts as unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.db.models import Count, QuerySet
from django.urls import reverse

from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.ontwerp import provincies

WIDEST = 350.0  # the half circle of all people together, in the units of the picture
GAP = 24.0
LAYER = "organisatie__kind__broader"


@dataclass(frozen=True)
class Layer:
    """One layer of government and society, with its people."""

    label: str
    number: int
    percent: int


@dataclass(frozen=True)
class Side:
    """One side of the network: its share, its layers, and the half circle that shows it."""

    notation: str
    label: str
    number: int
    percent: int
    path: str
    middle: str
    layers: list[Layer]

    @property
    def has_room(self) -> bool:
        """Say whether the percentage fits into the half circle."""
        return self.percent >= 8


@dataclass(frozen=True)
class Balance:
    """How the people with an organisation are spread over the four sides."""

    sides: list[Side]
    viewbox: str
    unknown: int

    @property
    def total(self) -> int:
        """Return how many people the picture is about."""
        return sum(side.number for side in self.sides)

    @property
    def missing(self) -> list[str]:
        """Return the layers that nobody is from; a side without anybody is named by itself."""
        found = []
        for side in self.sides:
            empty = [layer.label for layer in side.layers if not layer.number]
            found += [side.label] if side.layers and not side.number else empty
        return found


@dataclass(frozen=True)
class Area:
    """One area where people work; not every area is a province (the whole country is one)."""

    notation: str
    label: str
    number: int
    is_province: bool


@dataclass(frozen=True)
class Areas:
    """How the people are spread over the country."""

    rows: list[Area]

    @property
    def per_province(self) -> dict[str, int]:
        """Return {notation: number}, for the map of tiles."""
        return {row.notation: row.number for row in self.rows if row.number}

    @property
    def missing(self) -> list[str]:
        """Return the provinces that nobody is from."""
        return [row.label for row in self.rows if row.is_province and not row.number]


def people_of(community: Community | None = None) -> QuerySet[Deelnemer]:
    """Return the active people of the network, or of one community."""
    people = Deelnemer.objects.active()
    if community is None:
        return people
    return people.filter(
        pk__in=Lidmaatschap.objects.filter(community=community).values("deelnemer")
    )


def balance(people: QuerySet[Deelnemer]) -> Balance:
    """Return the four sides with these people, as half circles on one line.

    The area of a half circle tells the number.
    """
    counts = dict(people.order_by().values_list(LAYER).annotate(Count("pk")))
    layers = list(Begrip.objects.in_schema("bestuurslaag"))
    rows = list(Begrip.objects.in_schema("kant"))
    known = {layer.pk for layer in layers if layer.broader_id}
    total = sum(counts.get(pk, 0) for pk in known)
    x, sides, highest = 0.0, [], 0.0
    for row in rows:
        own = [
            _layer(each, counts.get(each.pk, 0), total)
            for each in layers
            if each.broader_id == row.pk
        ]
        number = sum(layer.number for layer in own)
        width = WIDEST * sqrt(number / (total or 1))
        radius = f"{width / 2:.1f}"
        path = f"M{x:.1f} 0a{radius} {radius} 0 0 1 {width:.1f} 0z"
        middle = f"{x + width / 2:.1f}"
        sides.append(
            Side(row.notation, row.label, number, _percent(number, total), path, middle, own)
        )
        highest = max(highest, width / 2)
        x += width + GAP
    viewbox = f"0 {-highest - 2:.1f} {max(x, 1):.1f} {highest + 4:.1f}"
    return Balance(sides, viewbox, sum(counts.values()) - total)


def _layer(layer: Begrip, number: int, total: int) -> Layer:
    return Layer(layer.label, number, _percent(number, total))


def _percent(number: int, total: int) -> int:
    return round(100 * number / (total or 1))


def areas(people: QuerySet[Deelnemer]) -> Areas:
    """Return every area with its number of these people."""
    rows = people.filter(province__isnull=False).order_by()
    counts = dict(rows.values_list("province").annotate(Count("pk")))
    return Areas(
        [
            Area(
                row.notation,
                row.label,
                counts.get(row.pk, 0),
                provincies.find(row.notation) is not None,
            )
            for row in Begrip.objects.in_schema("provincie")
            if counts.get(row.pk) or row.valid_to is None
        ]
    )


def invite_url(community: Community) -> str:
    """Return where an organiser asks somebody to join, or "" for a community that ended."""
    if community.has_ended:
        return ""
    return reverse("communities:uitnodigingen_nieuw", args=[community.slug])


def in_words(labels: Sequence[str]) -> str:
    """Return "Zeeland, Limburg en Drenthe"."""
    *first, last = labels or [""]
    return f"{', '.join(first)} en {last}" if first else last
