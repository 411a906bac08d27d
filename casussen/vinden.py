"""Finding casussen: which ones fit the choices, and how many every other choice would leave.

A choice is counted with all other choices kept, and over what this person may see only. All counts
of all choices come in one query; the list offers no choice that leads to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, IntegerField, Value
from django.db.models.functions import Cast
from taggit.models import TaggedItem

from casussen.enums import Stage
from casussen.models import Casus, GeneratorErvaring
from netwerk.kern.zoeken.zoeken import build_query

Chosen = Mapping[str, Any]
DIRECT = {
    "schaal": "scale",
    "soort": "area_type",
    "beleid": "phase",
    "laag": "organisatie__kind__broader",
}
MOST_OFFERED = 40  # of words that people make up themselves: tags and generatoren


@dataclass(frozen=True)
class Choice:
    """One choice of one filter, with the number of casussen that it would leave."""

    key: str
    label: str
    number: int

    @property
    def text(self) -> str:
        """Return what the list of choices shows."""
        return f"{self.label} ({self.number})"


Counts = dict[str, list[Choice]]


def narrowed(rows: Any, chosen: Chosen, leave_out: str = "") -> Any:
    """Return the casussen that fit the choices of a CasusFilter, in no order of its own."""
    for name, value in chosen.items():
        if name != leave_out:
            rows = NARROW[name](rows, value)
    return rows


def found(rows: Any, chosen: Chosen) -> Any:
    """Return the casussen that fit, those that match the words best first."""
    rows = narrowed(rows, chosen)
    return rows.order_by("-rank", "-pk") if "q" in chosen else rows


def _matching(rows: Any, words: str) -> Any:
    query = build_query(words)
    return rows.matching(query) if query else rows.annotate(rank=Value(0)).none()


def _linked(links: Any, column: str) -> Any:
    """Return a narrowing by rows that tie a casus to something, without a double casus."""

    def narrow(rows: Any, value: Any) -> Any:
        return rows.filter(pk__in=links.filter(**{column: value}).values("casus"))

    return narrow


def _direct(path: str) -> Any:
    def narrow(rows: Any, value: Any) -> Any:
        return rows.filter(**{path: value})

    return narrow


NARROW: dict[str, Any] = {
    "q": _matching,
    "thema": _linked(Casus.themes.through.objects, "begrip"),
    "provincie": _linked(Casus.provinces.through.objects, "begrip"),
    "landsdeel": _linked(Casus.provinces.through.objects, "begrip__broader"),
    "community": lambda rows, value: rows.in_community(value),
    "fase": _direct("stage"),
    "generator": _linked(GeneratorErvaring.objects, "generator"),
    "tag": lambda rows, value: rows.tagged(value),
    **{name: _direct(path) for name, path in DIRECT.items()},
}


def counts(rows: Any, chosen: Chosen) -> Counts:
    """Return for every filter the choices that leave something, in one query for all of them.

    ``rows`` are the casussen that this person may see. Vocabularies keep their own order; tags and
    generatoren come by number, and only those that occur most.
    """
    parts = [part for name, make in PARTS.items() for part in make(name, rows, chosen)]
    numbers: dict[str, dict[str, list[Any]]] = {name: {} for name in PARTS}
    for name, key, label, place, number in parts[0].union(*parts[1:], all=True).order_by():
        if key:
            seen = numbers[name].setdefault(key, [label, place, 0])
            seen[2] += number
    return {name: _in_order(name, found) for name, found in numbers.items()}


def _in_order(name: str, numbers: dict[str, list[Any]]) -> list[Choice]:
    if name == "fase":
        numbers = {
            stage.value: [stage.label.capitalize(), place, numbers[stage.value][2]]
            for place, stage in enumerate(Stage)
            if stage.value in numbers
        }
    made_up = name in ("tag", "generator")
    lines = sorted(
        numbers.items(),
        key=lambda line: (-line[1][2] if made_up else 0, line[1][1], str(line[1][0]).lower()),
    )
    return [Choice(key, label, number) for key, (label, _, number) in lines]


def _columns(rows: Any, name: str, key: str, label: Any, place: Any, casus: str) -> Any:
    """Group rows by a choice, as the union of all filters wants them."""
    return (
        rows.order_by()
        .annotate(
            facet=Value(name, CharField()),
            key=Cast(key, CharField()),
            text=Cast(label, CharField()),
            place=Cast(place, IntegerField()),
        )
        .values_list("facet", "key", "text", "place")
        .annotate(number=Count(casus, distinct=True))
    )


def _of_casus(path: str) -> Any:
    """Count a concept that stands in the row of the casus itself."""

    def parts(name: str, rows: Any, chosen: Chosen) -> list[Any]:
        inside = _inside(rows, chosen, name)
        kept = Casus.objects.filter(pk__in=inside, **{f"{path}__isnull": False})
        return [_columns(kept, name, f"{path}__notation", f"{path}__label", f"{path}__order", "pk")]

    return parts


def _of_links(links: Any, path: str) -> Any:
    """Count a concept that rows between tie to the casus."""

    def parts(name: str, rows: Any, chosen: Chosen) -> list[Any]:
        inside = _inside(rows, chosen, name)
        kept = links.filter(casus__in=inside, **{f"{path}__isnull": False})
        return [
            _columns(kept, name, f"{path}__notation", f"{path}__label", f"{path}__order", "casus")
        ]

    return parts


def _inside(rows: Any, chosen: Chosen, name: str) -> Any:
    return narrowed(rows, chosen, leave_out=name).order_by().values("pk")


def _communities(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    """Count the leading community and the others, each casus once in each."""
    inside = _inside(rows, chosen, name)
    led = Casus.objects.filter(pk__in=inside)
    links = Casus.communities.through.objects.filter(casus__in=inside)
    others = links.exclude(community=F("casus__community"))
    return [
        _columns(kept, name, "community__slug", "community__name", "community__number", casus)
        for kept, casus in ((led, "pk"), (others, "casus"))
    ]


def _stages(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = Casus.objects.filter(pk__in=_inside(rows, chosen, name))
    return [_columns(kept, name, "stage", "stage", Value(0), "pk")]


def _tags(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Casus),
        object_id__in=_inside(rows, chosen, name),
    )
    return [_most(_columns(kept, name, "tag__slug", "tag__name", Value(0), "object_id"))]


def _generators(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = GeneratorErvaring.objects.filter(casus__in=_inside(rows, chosen, name))
    grouped = _columns(kept, name, "generator__slug", "generator__name", Value(0), "casus")
    return [_most(grouped)]


def _most(grouped: Any) -> Any:
    return grouped.order_by("-number", "text")[:MOST_OFFERED]


PARTS: dict[str, Any] = {
    "thema": _of_links(Casus.themes.through.objects, "begrip"),
    "provincie": _of_links(Casus.provinces.through.objects, "begrip"),
    "landsdeel": _of_links(Casus.provinces.through.objects, "begrip__broader"),
    "community": _communities,
    "fase": _stages,
    "generator": _generators,
    "tag": _tags,
    **{name: _of_casus(path) for name, path in DIRECT.items()},
}


def without_each(rows: Any, chosen: Chosen) -> dict[str, int]:
    """Return {name of a choice: casussen without that one choice}, in one query.

    For a list that is empty: which choice to drop. A choice that does not help is not in it.
    """
    parts = [
        Casus.objects.filter(pk__in=_inside(rows, chosen, name))
        .order_by()
        .annotate(facet=Value(name, CharField()))
        .values_list("facet")
        .annotate(number=Count("pk"))
        for name in chosen
    ]
    lines = parts[0].union(*parts[1:], all=True).order_by() if parts else []
    return {name: number for name, number in lines if number}
