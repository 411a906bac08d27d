"""What differs between two texts of an advies, part by part, to show beside each other."""

from dataclasses import dataclass
from typing import Any

from handboek.models.teksten import AdviesTekst
from netwerk.kern.tekst.verschil import Line, sides_of


@dataclass(frozen=True)
class Difference:
    """One part that is not the same: its name, and both sides as lines."""

    name: str
    old: list[Line]
    new: list[Line]


def differences(old: Any, new: AdviesTekst, *, many: bool = False) -> list[Difference]:
    """Return the parts of a text that differ (``old`` may be a row of the history).

    ``many`` compares what it points at as well; both must be saved then.
    """
    pairs = [(_label(new, name), _words(old, name), _words(new, name)) for name in new.TEXT]
    if many:
        before, after = old.many(), new.many()
        pairs += [(_label(new, name), _list(before[name]), _list(after[name])) for name in new.MANY]
    return [
        Difference(name, *sides_of(was, now))
        for name, was, now in pairs
        if was.strip() != now.strip()
    ]


def _label(text: AdviesTekst, name: str) -> str:
    field: Any = text._meta.get_field(name)
    return str(field.verbose_name).capitalize()


def _words(text: Any, name: str) -> str:
    if name == "kind":
        return str(text.get_kind_display())
    value = getattr(text, name)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _list(rows: list[Any]) -> str:
    return "\n".join(str(row) for row in rows)
