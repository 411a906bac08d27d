"""What stands beside the results: the kinds and choices that still lead somewhere, with counts."""

from dataclasses import dataclass

from netwerk.kern.zoeken import vindbaar
from netwerk.kern.zoeken.adres import KIND, Asked, kinds
from netwerk.kern.zoeken.hits import MOST, YEAR, Found

FIRST = 6  # choices that are shown at once; the others open


@dataclass(frozen=True)
class Choice:
    """One choice that leads somewhere."""

    text: str
    number: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Group:
    """The choices of one kind; ``chosen`` is the one that was made, ``everything`` undoes it."""

    name: str
    label: str
    first: list[Choice]
    more: list[Choice]
    chosen: str = ""
    everything: str = ""


def counted(number: int) -> str:
    """Return a number of results; what was not counted any further says so."""
    return f"{MOST}+" if number >= MOST else str(number)


def kind_choices(asked: Asked, found: Found) -> list[Choice]:
    """Return all kinds together, and each kind of which something was found, most first."""
    kind = asked.chosen.get(KIND, "")
    total = f"{found.all_kinds}+" if found.is_cut else str(found.all_kinds)
    every = Choice("Alles", total, asked.address(KIND), current=not kind)
    known = kinds()
    return [every] + [
        Choice(
            known[name].label_plural.capitalize(),
            counted(number),
            asked.address(soort=name),
            current=name == kind,
        )
        for name, number in sorted(found.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def groups(asked: Asked, found: Found) -> list[Group]:
    """Return the choices that leave something, most first; a choice of one leaves it out."""
    made = [_group(asked, found, facet.name, facet.label) for facet in vindbaar.all_facets()]
    made.append(_group(asked, found, YEAR, "Jaar"))
    return [group for group in made if group.chosen or group.first]


def _group(asked: Asked, found: Found, name: str, label: str) -> Group:
    chosen = asked.chosen.get(name, "")
    if chosen:
        return Group(name, label, [], [], asked.label(name, chosen), asked.address(name))
    numbers = found.facets.get(name, {})
    if name == YEAR:
        choices = [
            Choice(str(year), counted(number), asked.address(**{YEAR: str(year)}))
            for year, number in sorted(numbers.items(), reverse=True)
        ]
    else:
        known = {row.pk: (value, str(row)) for value, row in asked.options[name].items()}
        choices = [
            Choice(known[pk][1], counted(number), asked.address(**{name: known[pk][0]}))
            for pk, number in numbers.items()
            if pk in known
        ]
    return Group(name, label, choices[:FIRST], choices[FIRST:])
