"""Reading an afruilmatrix: as a table, in sentences, per group, and against the kringen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casussen.enums import Dimension, Direction, Effect
from casussen.models import AfruilRegel

MOST_ROWS = 30
EVERYBODY = "iedereen"
GOOD = {Effect.BETTER, Effect.MIXED}
BAD = {Effect.WORSE, Effect.MIXED}
WORDS = {
    Effect.BETTER: "Beter voor",
    Effect.WORSE: "Slechter voor",
    Effect.MIXED: "Beter en slechter voor",
    Effect.UNKNOWN: "Nog niet bekend voor",
}
PLACES = {
    Dimension.NOW: "hier en nu",
    Dimension.LATER: "later",
    Dimension.ELSEWHERE: "elders",
}


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def group_name(row: AfruilRegel) -> str:
    """Return for whom, as it stands inside a sentence."""
    return in_sentence(row.group.label) if row.group else EVERYBODY


def listed(words: Sequence[str]) -> str:
    """Return "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


@dataclass(frozen=True)
class Line:
    """One effect as a cell of the matrix shows it."""

    row: AfruilRegel

    @property
    def words(self) -> str:
        """Return what happens for whom: "Beter voor ouderen"."""
        return f"{WORDS[Effect(self.row.effect)]} {group_name(self.row)}"

    @property
    def reason(self) -> str:
        """Return why: what was typed behind "omdat", or a whole sentence as it is."""
        why = self.row.explanation
        return why if not why or why[0].isupper() or why.startswith("omdat ") else f"omdat {why}"


@dataclass
class Cell:
    """What happens to one theme in one kring."""

    dimension: Dimension
    lines: list[Line] = field(default_factory=list)

    def _count(self, effects: set[Effect]) -> int:
        return sum(line.row.effect in effects for line in self.lines)

    @property
    def up(self) -> int:
        """Return for how many groups it gets better."""
        return self._count(GOOD)

    @property
    def down(self) -> int:
        """Return for how many groups it gets worse."""
        return self._count(BAD)


@dataclass
class ThemeRow:
    """One row of the matrix; ``label`` is its theme."""

    label: str
    notation: str
    cells: list[Cell]


def matrix(rows: Iterable[AfruilRegel]) -> list[ThemeRow]:
    """Return the rows as a table: themes in the order of their list, a cell for each kring."""
    table: dict[int, ThemeRow] = {}
    for row in ordered(rows):
        line = table.setdefault(
            row.theme_id,
            ThemeRow(row.theme.label, row.theme.notation, [Cell(kring) for kring in Dimension]),
        )
        line.cells[list(Dimension).index(Dimension(row.dimension))].lines.append(Line(row))
    return list(table.values())


def ordered(rows: Iterable[AfruilRegel]) -> list[AfruilRegel]:
    """Return rows by theme, kring, effect and group, as the vocabularies have them."""
    effects, kringen = Effect.values, Dimension.values
    return sorted(
        rows,
        key=lambda row: (
            row.theme.order,
            kringen.index(row.dimension),
            effects.index(row.effect),
            row.group.order if row.group else -1,
            row.pk,
        ),
    )


def sentences(rows: Iterable[AfruilRegel]) -> list[str]:
    """Say the matrix in words, a sentence for each kring: better for whom, worse for whom."""
    found: dict[str, dict[str, list[AfruilRegel]]] = defaultdict(lambda: defaultdict(list))
    for row in ordered(rows):
        found[row.dimension][row.effect].append(row)
    return [
        f"{kring.label}: "
        + "; ".join(
            f"{in_sentence(WORDS[effect])} {_for_whom(found[kring][effect])}"
            for effect in Effect
            if effect in found[kring]
        )
        + "."
        for kring in Dimension
        if kring in found
    ]


def _for_whom(rows: Sequence[AfruilRegel]) -> str:
    """Name the groups once each; beside groups, "everybody" says for which themes that is."""
    groups = listed(list(dict.fromkeys(group_name(row) for row in rows if row.group)))
    themes = list(dict.fromkeys(in_sentence(row.theme.label) for row in rows if not row.group))
    if not groups or not themes:
        return groups or EVERYBODY
    return f"{groups}, en bij {listed(themes)} voor {EVERYBODY}"


@dataclass
class GroupLine:
    """One group with the themes in which it gains or loses."""

    name: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the themes with their kring."""
        return listed(self.parts)


def per_group(rows: Iterable[AfruilRegel]) -> dict[str, list[GroupLine]]:
    """Return who gains, who loses, and of whom we do not know."""
    sides: dict[str, dict[str, GroupLine]] = {"wins": {}, "loses": {}, "unknown": {}}
    for row in ordered(rows):
        name = row.group.label if row.group else "Iedereen"
        part = f"{in_sentence(row.theme.label)} ({PLACES[Dimension(row.dimension)]})"
        for side, effects in (("wins", GOOD), ("loses", BAD), ("unknown", {Effect.UNKNOWN})):
            if row.effect in effects:
                sides[side].setdefault(name, GroupLine(name)).parts.append(part)
    return {side: list(lines.values()) for side, lines in sides.items()}


def directions(rows: Iterable[AfruilRegel]) -> dict[str, str]:
    """Return what the rows say of each kring that has any: better, or take care."""
    effects: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        effects[row.dimension].add(row.effect)
    return {kring: _direction(found) for kring, found in effects.items()}


def _direction(effects: set[str]) -> str:
    if effects & BAD:
        return Direction.CARE
    return Direction.BETTER if Effect.BETTER in effects else Direction.UNKNOWN


@dataclass(frozen=True)
class Difference:
    """A kring that says something else than its rows."""

    dimension: Dimension
    says: Direction
    rows_say: Direction

    @property
    def is_open(self) -> bool:
        """Tell whether nobody said anything of this kring yet."""
        return self.says == Direction.UNKNOWN


def differences(beeld: dict[str, str], rows: Iterable[AfruilRegel]) -> list[Difference]:
    """Return the kringen that say something else than the rows in them."""
    said = directions(rows)
    return [
        Difference(kring, Direction(beeld[kring]), Direction(said[kring]))
        for kring in Dimension
        if kring in said and said[kring] != Direction.UNKNOWN and said[kring] != beeld[kring]
    ]
