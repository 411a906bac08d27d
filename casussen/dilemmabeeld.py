"""What a page shows of a dilemma: which layer leans where, and how the group moved."""

from dataclasses import dataclass, field
from typing import Any

from casussen.enums import Side
from casussen.models import Dilemma, Standpunt
from netwerk.kern.begrippen.models import Begrip

WHO = {
    "gemeente": "een gemeente",
    "provincie": "een provincie",
    "waterschap": "een waterschap",
    "rijk": "het Rijk",
    "kennis": "een kennisinstelling",
    "maatschappelijk": "een maatschappelijke organisatie",
}
"""Whom a layer stands for in a sentence; a layer that is not here is called by its name."""


@dataclass
class Layer:
    """One layer with its standpunten; without any it is still missing."""

    begrip: Begrip
    standpunten: list[Standpunt] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Return for each side, from left to right, how many standpunten lean to it."""
        return [
            (side, sum(row.side == side for row in self.standpunten))
            for side in (Side.FIRST, Side.BETWEEN, Side.SECOND)
        ]


def layers(dilemma: Dilemma, offered: list[Begrip]) -> list[Layer]:
    """Return every layer in its order; one that ended only when it has a standpunt."""
    found = {begrip.pk: Layer(begrip) for begrip in offered}
    for row in dilemma.standpunten.all():
        found.setdefault(row.layer_id, Layer(row.layer)).standpunten.append(row)
    return list(found.values())


def missing(rows: list[Layer]) -> str:
    """Return who is not heard yet, as in "het Rijk en een waterschap", or ""."""
    return in_a_row(
        [
            WHO.get(row.begrip.notation, row.begrip.label.lower())
            for row in rows
            if not row.standpunten
        ]
    )


def leaning(dilemma: Dilemma) -> list[tuple[str, str]]:
    """Return in brief which layers lean where: [(what the side is called, the layers)]."""
    lines = []
    for side in (Side.FIRST, Side.BETWEEN, Side.SECOND):
        names = dict.fromkeys(
            row.layer.label for row in dilemma.standpunten.all() if row.side == side
        )
        if names:
            words = [name if name == "Rijk" else name.lower() for name in names]
            lines.append((dilemma.side_in_words(side), in_a_row(words)))
    return lines


def steps(dilemma: Dilemma) -> list[tuple[int, str]]:
    """Return the five steps between the two sides, in words."""
    first, second = dilemma.first_title, dilemma.second_title
    return [
        (-2, f"Helemaal voor: {first}"),
        (-1, f"Iets meer voor: {first}"),
        (0, "Er precies tussenin"),
        (1, f"Iets meer voor: {second}"),
        (2, f"Helemaal voor: {second}"),
    ]


@dataclass(frozen=True)
class Step:
    """One step of the scale, with how many people stood there before and after."""

    words: str
    side: str
    before: int
    after: int


def moved(dilemma: Dilemma) -> dict[str, Any] | None:
    """Return the figures of a dilemma whose rounds are over; None when they stay hidden."""
    figures = dilemma.figures
    if not figures:
        return None
    sides = (Side.FIRST, Side.FIRST, Side.BETWEEN, Side.SECOND, Side.SECOND)
    numbers = zip(steps(dilemma), sides, figures["before"], figures["after"], strict=True)
    rows = [Step(words, side, was, now) for (_, words), side, was, now in numbers]
    return {
        "steps": rows,
        "most": max(*figures["before"], *figures["after"]),
        "people": figures["people"],
        "sentence": in_words(dilemma),
    }


def in_words(dilemma: Dilemma) -> str:
    """Say how the group moved, as in: 4 van de 9 mensen schoven naar ‘Een vak leren’."""
    figures: dict[str, Any] = dilemma.figures or {}
    if not figures:
        return ""
    people: int = figures["people"]
    parts: list[str] = []
    directions = (
        (figures["to_first"], dilemma.first_title),
        (figures["to_second"], dilemma.second_title),
    )
    for number, title in sorted(directions, key=lambda pair: -pair[0]):
        if number and not parts:
            verb = "schoof" if number == 1 else "schoven"
            parts.append(f"{number} van de {people} mensen {verb} naar ‘{title}’.")
        elif number:
            verb = "schoof" if number == 1 else "schoven"
            parts.append(f"{number} {verb} naar ‘{title}’.")
    stayed = people - figures["to_first"] - figures["to_second"]
    if not parts:
        return f"Alle {people} mensen bleven staan waar ze stonden."
    if stayed:
        verb = "bleef" if stayed == 1 else "bleven"
        parts.append(f"{stayed} {verb} op dezelfde plek.")
    return " ".join(parts)


def in_a_row(words: list[str]) -> str:
    """Return "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
