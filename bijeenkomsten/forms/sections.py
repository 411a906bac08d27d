"""The parts of a long form: what is needed first, and the rest under clear headings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sectie:
    """A part of a form; one with a ``hint`` is folded until somebody opens it.

    ``in_a_row`` sets a day and two times side by side.
    """

    title: str
    names: tuple[str, ...]
    hint: str = ""
    in_a_row: bool = False
