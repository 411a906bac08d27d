"""Dilemma's that look alike: the same pair of values, the same casus, or the same theme.

Only what the reader may see counts: a casus that is hidden from them ties nothing together.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from casussen.models import Casus, Dilemma
from netwerk.kern.begrippen.models import Begrip

MOST = 4
MOST_PAIRS = 12


def similar(dilemma: Dilemma, user: Any, casussen: list[Casus]) -> list[Dilemma]:
    """Return the dilemma's that look most like this one, each with the reason (``why``).

    ``casussen`` are those of this dilemma that the reader may see.
    """
    links = Dilemma.casussen.through.objects.filter(dilemma=OuterRef("pk"))
    themes = Casus.themes.through.objects.filter(casus__in=casussen).values("begrip")
    readable = Casus.objects.visible_to(user).order_by().values("pk")
    alike = links.filter(casus__in=readable, casus__themes__in=themes)
    rows = (
        Dilemma.objects.visible_to(user)
        .exclude(pk=dilemma.pk)
        .annotate(
            same_pair=_same_pair(dilemma),
            same_casus=Exists(links.filter(casus__in=casussen)),
            same_theme=Exists(alike),
        )
    )
    rows = rows.filter(Q(same_pair=True) | Q(same_casus=True) | Q(same_theme=True))
    order = ("-same_pair", "-same_casus", "-updated_at", "-pk")
    found = list(rows.with_layers().order_by(*order)[:MOST])
    for row in found:
        row.why = (  # type: ignore[attr-defined]
            "Dezelfde waarden botsen"
            if row.same_pair  # type: ignore[attr-defined]
            else "Speelt in dezelfde casus"
            if row.same_casus  # type: ignore[attr-defined]
            else "Over hetzelfde thema"
        )
    return found


def _same_pair(dilemma: Dilemma) -> Any:
    """Return the expression that the same two values clash, whichever stands first."""
    if not (dilemma.first_value_id and dilemma.second_value_id):
        return Value(False)
    same = of_pair(dilemma.first_value_id, dilemma.second_value_id)
    return Case(When(same, then=Value(True)), default=Value(False))


def of_pair(one: int, other: int) -> Q:
    """Return the condition that these two values clash, whichever stands first."""
    return Q(first_value=one, second_value=other) | Q(first_value=other, second_value=one)


@dataclass(frozen=True)
class Pair:
    """Two values that clash in some dilemma's."""

    one: Begrip
    other: Begrip
    number: int


def pairs(user: Any) -> list[Pair]:
    """Return the pairs of values that clash most often in what this person may read."""
    rows = Dilemma.objects.visible_to(user).order_by()
    rows = rows.filter(first_value__isnull=False, second_value__isnull=False)
    counted = (
        rows.values(
            one=Least("first_value_id", "second_value_id"),
            other=Greatest("first_value_id", "second_value_id"),
        )
        .annotate(number=Count("pk"))
        .order_by("-number", "one", "other")[:MOST_PAIRS]
    )
    found = list(counted)
    ids = {row["one"] for row in found} | {row["other"] for row in found}
    values = Begrip.objects.in_bulk(ids)
    return [Pair(values[row["one"]], values[row["other"]], row["number"]) for row in found]


def on_theme(rows: QuerySet[Dilemma], user: Any, theme: Begrip) -> QuerySet[Dilemma]:
    """Return the dilemma's that play in a casus on this theme that the reader may see."""
    readable = Casus.objects.visible_to(user).filter(themes=theme).order_by().values("pk")
    links = Dilemma.casussen.through.objects.filter(dilemma=OuterRef("pk"))
    return rows.filter(Exists(links.filter(casus__in=readable)))
