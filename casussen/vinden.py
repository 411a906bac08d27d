"""Finding casussen: which ones fit the choices, and how many every other choice would leave.

A choice is counted with all other choices kept, and over what this person may see only. All counts
of all choices come in one query; the list offers no choice that leads to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Count, F, IntegerField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from taggit.models import TaggedItem

from casussen.enums import Stage
from casussen.models import Casus, GeneratorErvaring
from netwerk.kern import replica
from netwerk.kern.zoeken.zoeken import build_query

Chosen = Mapping[str, Any]
DIRECT = {
    "schaal": "scale",
    "soort": "area_type",
    "beleid": "phase",
    "laag": "organisatie__kind__broader",
}
COUNT = Count("*")
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
    """Return the casussen that fit ``prepared`` choices, in no order of its own."""
    for name, value in chosen.items():
        if name != leave_out:
            rows = NARROW[name](rows, value)
    return rows


def found(rows: Any, chosen: Chosen) -> Any:
    """Return the casussen that fit, those that match the words best first."""
    rows = narrowed(rows, chosen)
    return rows.order_by("-rank", "-pk") if "q" in chosen else rows


def prepared(chosen: Chosen) -> dict[str, Any]:
    """Return the choices with the words as a query, so that these are looked up once."""
    return {**chosen, "q": build_query(chosen["q"])} if "q" in chosen else dict(chosen)


def _matching(rows: Any, query: Any) -> Any:
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
    seen = narrowed(rows, {"q": chosen["q"]}) if "q" in chosen else rows
    rest = {name: value for name, value in chosen.items() if name != "q"}
    parts = [part for name, make in PARTS.items() for part in make(name, SEEN, rest)]
    numbers: dict[str, dict[str, list[Any]]] = {name: {} for name in PARTS}
    for name, key, label, place, number in over(seen, parts):
        if key:
            numbers[name].setdefault(key, [label, place, 0])[2] += number
    return {name: _in_order(name, found) for name, found in numbers.items()}


def over(seen: Any, parts: list[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of all parts in one query; a part says ``SEEN`` for the casussen in it.

    Who may see what is worked out once, and not once for every part.
    """
    try:
        first, values = seen.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    sql, more = parts[0].union(*parts[1:], all=True).order_by().query.sql_with_params()
    with replica.reader().cursor() as cursor:
        cursor.execute(
            f"WITH gezien (casus) AS MATERIALIZED ({first}) {sql}",
            [*values, *more],
        )
        return list(cursor.fetchall())


SEEN_IDS = RawSQL("SELECT casus FROM gezien", ())
SEEN = Casus.objects.filter(pk__in=SEEN_IDS)


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


def _columns(rows: Any, name: str, key: str, label: Any, place: Any, number: Any = COUNT) -> Any:
    """Group rows by a choice, as the union of all filters wants them.

    A row between ties a casus to a choice once, so there is no double casus to leave out.
    """
    return (
        rows.order_by()
        .annotate(
            facet=Value(name, CharField()),
            key=Cast(key, CharField()),
            text=Cast(label, CharField()),
            place=Cast(place, IntegerField()),
        )
        .values_list("facet", "key", "text", "place")
        .annotate(number=number)
    )


def _of_casus(path: str) -> Any:
    """Count a concept that stands in the row of the casus itself."""

    def parts(name: str, rows: Any, chosen: Chosen) -> list[Any]:
        kept = narrowed(rows, chosen, leave_out=name).filter(**{f"{path}__isnull": False})
        return [_columns(kept, name, *_of_begrip(path))]

    return parts


def _of_begrip(path: str) -> tuple[str, str, str]:
    return f"{path}__notation", f"{path}__label", f"{path}__order"


def _of_links(links: Any, path: str, number: Any = COUNT) -> Any:
    """Count a concept that rows between tie to the casus."""

    def parts(name: str, rows: Any, chosen: Chosen) -> list[Any]:
        inside = _inside(rows, chosen, name)
        kept = links.filter(casus__in=inside, **{f"{path}__isnull": False})
        return [_columns(kept, name, *_of_begrip(path), number)]

    return parts


def _inside(rows: Any, chosen: Chosen, name: str) -> Any:
    if rows is SEEN and not set(chosen) - {name}:
        return SEEN_IDS  # no need to look at the casussen themselves
    return narrowed(rows, chosen, leave_out=name).order_by().values("pk")


def _communities(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    """Count the leading community and the others, each casus once in each."""
    led = narrowed(rows, chosen, leave_out=name)
    links = Casus.communities.through.objects.filter(casus__in=_inside(rows, chosen, name))
    others = links.exclude(community=F("casus__community"))
    path = ("community__slug", "community__name", "community__number")
    return [_columns(kept, name, *path) for kept in (led, others)]


def _stages(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = narrowed(rows, chosen, leave_out=name)
    return [_columns(kept, name, "stage", "stage", Value(0))]


def _tags(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Casus),
        object_id__in=_inside(rows, chosen, name),
    )
    return _most(kept, chosen, name, "tag")


def _generators(name: str, rows: Any, chosen: Chosen) -> list[Any]:
    kept = GeneratorErvaring.objects.filter(casus__in=_inside(rows, chosen, name))
    return _most(kept, chosen, name, "generator")


def _most(links: Any, chosen: Chosen, name: str, column: str) -> list[Any]:
    """Count what occurs most, and whatever was chosen."""
    path = (f"{column}__slug", f"{column}__name", Value(0))
    kept = [links.filter(**{column: chosen[name]})] if name in chosen else []
    others = links.exclude(**{column: chosen[name]}) if name in chosen else links
    most = _columns(others, name, *path).order_by("-number", "text")[:MOST_OFFERED]
    return [most, *(_columns(rows, name, *path) for rows in kept)]


PARTS: dict[str, Any] = {
    "thema": _of_links(Casus.themes.through.objects, "begrip"),
    "provincie": _of_links(Casus.provinces.through.objects, "begrip"),
    "landsdeel": _of_links(
        Casus.provinces.through.objects, "begrip__broader", Count("casus", distinct=True)
    ),
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
