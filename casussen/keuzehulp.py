"""What a choice of aspects means, held against the afruilmatrix of the casus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casussen.afruil import BAD, Line, in_sentence, matrix, sentences
from casussen.enums import Dimension, Effect
from casussen.models import AfruilRegel
from netwerk.kern.begrippen.models import Begrip


@dataclass(frozen=True)
class Chosen:
    """A choice, kept or only tried; without groups or kringen it is about all."""

    themes: Sequence[Begrip]
    groups: Sequence[Begrip] = ()
    dimensions: Sequence[str] = ()
    note: str = ""

    @property
    def places(self) -> list[str]:
        """Return the kringen in words."""
        return [Dimension(kring).label for kring in self.dimensions]

    @property
    def theme_ids(self) -> set[int]:
        """Return the ids of the themes."""
        return {theme.pk for theme in self.themes}

    def includes(self, row: AfruilRegel) -> bool:
        """Say whether an effect is among what was chosen."""
        groups = {group.pk for group in self.groups}
        return (
            row.theme_id in self.theme_ids
            and (not groups or row.group_id is None or row.group_id in groups)
            and (not self.dimensions or row.dimension in self.dimensions)
        )


@dataclass
class Mirror:
    """The matrix seen from a choice."""

    chosen: list[Line] = field(default_factory=list)
    tensions: list[Line] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    silent: list[Begrip] = field(default_factory=list)


def mirror(choice: Chosen, rows: Iterable[AfruilRegel]) -> Mirror:
    """Split the matrix: what was chosen, who pays for it, what is left out, what it lacks.

    A tension is every effect that gets worse, chosen or not: choosing does not take it away.
    """
    every = list(rows)
    taken = [row for row in every if choice.includes(row)]
    known = {row.theme_id for row in every}
    return Mirror(
        chosen=[Line(row) for row in taken if row.effect not in BAD],
        tensions=[Line(row) for row in every if row.effect in BAD],
        left_out=left_out(choice, every),
        silent=[theme for theme in choice.themes if theme.pk not in known],
    )


def left_out(choice: Chosen, rows: Sequence[AfruilRegel]) -> list[str]:
    """Say for each theme and kring what gets better and is not chosen."""
    rest = [row for row in rows if row.effect == Effect.BETTER and not choice.includes(row)]
    return [
        f"{theme.label}, {in_sentence(sentence)}"
        for theme in matrix(rest)
        for sentence in sentences(row for row in rest if row.theme.notation == theme.notation)
    ]
