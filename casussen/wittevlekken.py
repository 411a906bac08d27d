"""Where nothing is yet: themes by area, each cell with the casussen that this person may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, Value
from django.utils.http import urlencode

from casussen.models import Casus
from casussen.vinden import SEEN, over
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.ontwerp import provincies

THEMES, AREAS = "cbs-thema", "provincie"
LEVELS = (1, 3, 6)  # from how many casussen a cell gets a darker colour


@dataclass(frozen=True)
class Cell:
    """One theme in one area; ``choices`` are those of the list, ready for an address."""

    theme: Begrip | None
    area: Begrip | None
    number: int
    choices: str

    @property
    def level(self) -> int:
        """Return how dark the cell is: 0 (nothing) to 3."""
        return sum(self.number >= least for least in LEVELS)


@dataclass(frozen=True)
class Line:
    """One theme in every area, with the total; ``theme`` is None for casussen without one."""

    theme: Begrip | None
    cells: list[Cell]
    total: Cell
    white: int


@dataclass(frozen=True)
class Column:
    """One area; what is no province stands apart and counts as no white spot."""

    area: Begrip
    is_province: bool
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """The whole table."""

    columns: list[Column]
    lines: list[Line]
    without_theme: Line | None
    total: int

    @property
    def white(self) -> int:
        """Return how many cells of a theme in a province hold nothing."""
        return sum(line.white for line in self.lines)

    @property
    def cells(self) -> int:
        """Return how many cells there are of a theme in a province."""
        return len(self.lines) * sum(column.is_province for column in self.columns)


def matrix(rows: Any, community: Community | None = None) -> Matrix:
    """Return the table over these casussen, in two queries.

    A casus on two themes or in two areas stands in more than one cell, and once in a total.
    """
    if community:
        rows = rows.in_community(community)
    terms = list(
        Begrip.objects.filter(schema__key__in=(THEMES, AREAS)).select_related("schema", "broader")
    )
    numbers = _numbers(rows)
    themes = _shown(terms, THEMES, {theme for theme, _ in numbers})
    areas = _shown(terms, AREAS, {area for _, area in numbers})

    def cell(theme: Begrip | None, area: Begrip | None, key: tuple[Any, Any]) -> Cell:
        kept = {"community": community, "thema": theme, "provincie": area}
        chosen = {
            name: value.slug if isinstance(value, Community) else value.notation
            for name, value in kept.items()
            if value
        }
        return Cell(theme, area, numbers.get(key, 0), urlencode(chosen))

    def line(theme: Begrip | None, key: Any) -> Line:
        cells = [cell(theme, area, (key, area.pk)) for area in areas]
        white = sum(not part.number and _is_province(part.area) for part in cells)
        return Line(theme, cells, cell(theme, None, (key, ALL)), white)

    rest = line(None, None)
    return Matrix(
        columns=[
            Column(area, _is_province(area), cell(None, area, (ALL, area.pk))) for area in areas
        ],
        lines=[line(theme, theme.pk) for theme in themes],
        without_theme=rest if rest.total.number else None,
        total=numbers.get((ALL, ALL), 0),
    )


ALL = 0  # the number of no concept: every theme, or every area


def _numbers(rows: Any) -> dict[tuple[int | None, int | None], int]:
    """Return {(theme, area): casussen} with the totals under ``ALL``, in one query."""
    every = Value(ALL, IntegerField())
    parts = [
        SEEN.order_by()
        .annotate(theme=theme, area=area)
        .values_list("theme", "area")
        .annotate(number=Count("pk", distinct=True))
        for theme in (F("themes"), every)
        for area in (F("provinces"), every)
    ]
    return {(theme, area): number for theme, area, number in over(rows, parts)}


def _shown(terms: list[Begrip], schema: str, used: set[int | None]) -> list[Begrip]:
    """Return what may still be chosen, and what ended and is used."""
    rows = [term for term in terms if term.schema.key == schema]
    return [term for term in rows if term.valid_to is None or term.pk in used]


def _is_province(area: Begrip | None) -> bool:
    return bool(area and provincies.find(area.notation))


def provinces_without(rows: Any) -> int:
    """Return in how many of the twelve provinces none of these casussen plays, in one query."""
    links = Casus.provinces.through.objects.filter(casus__in=rows.order_by().values("pk"))
    found = links.values_list("begrip__notation", flat=True).distinct()
    return len(provincies.ALL) - sum(provincies.find(name) is not None for name in found)
