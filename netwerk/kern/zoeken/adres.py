"""A search as it stands in an address: read whatever somebody sends, and write addresses.

What makes no sense is left out. The same reading serves the page, the feed and what people keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils.http import urlencode

from netwerk.kern.subjects import Subject
from netwerk.kern.zoeken import vindbaar
from netwerk.kern.zoeken.hits import YEAR, Choices, kind_of, searched
from netwerk.kern.zoeken.zoeken import normalise

KIND = "soort"
LAST_PAGE = 500
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Chip:
    """One choice in words, with the address of the search without it."""

    text: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What somebody asks: words, and choices by name with their value in the address."""

    typed: str
    chosen: Mapping[str, str]
    page: int
    options: Mapping[str, Mapping[str, Model]]

    @cached_property
    def choices(self) -> Choices:
        """Return the choices as the search takes them."""
        facets = {
            name: self.options[name][value].pk
            for name, value in self.chosen.items()
            if name in self.options
        }
        year = self.chosen.get(YEAR)
        return Choices(facets, int(year) if year else None, self.chosen.get(KIND, ""))

    @property
    def filters(self) -> dict[str, str]:
        """Return the choices but the kind."""
        return {name: value for name, value in self.chosen.items() if name != KIND}

    def address(self, *left_out: str, **more: str) -> str:
        """Return the query string of this search without some choices, and with others."""
        rest = {name: value for name, value in self.chosen.items() if name not in left_out}
        return "?" + urlencode({"q": self.typed} | rest | more)

    @property
    def query_string(self) -> str:
        """Return the query string of the first page, as it is kept."""
        return self.address()[1:]

    def label(self, name: str, value: str) -> str:
        """Return a choice in words."""
        if name == KIND:
            return kinds()[value].label_plural.capitalize()
        return str(self.options[name][value]) if name in self.options else value

    @property
    def chips(self) -> list[Chip]:
        """Return every choice with the address of the search without it."""
        return [
            Chip(self.label(name, value), self.address(name)) for name, value in self.chosen.items()
        ]


def kinds() -> dict[str, Subject]:
    """Return {name in the address: kind} of what can be searched."""
    return {kind_of(subject): subject for subject in searched()}


def read(data: QueryDict) -> Asked:
    """Read a search from an address."""
    options = {facet.name: _options(facet) for facet in vindbaar.all_facets()}
    chosen: dict[str, str] = {}
    if (kind := data.get(KIND, "")) in kinds():
        chosen[KIND] = kind
    for name, rows in options.items():
        if (value := data.get(name, "")) in rows:
            chosen[name] = value
    year = data.get(YEAR, "")
    if _is_number(year, 4) and FIRST_YEAR <= int(year) <= LAST_YEAR:
        chosen[YEAR] = year
    page = data.get("pagina", "")
    number = int(page) if _is_number(page, 6) else 1
    return Asked(normalise(data.get("q", "")), chosen, min(max(number, 1), LAST_PAGE), options)


def _options(facet: vindbaar.Facet) -> dict[str, Any]:
    return {str(getattr(row, facet.key)): row for row in facet.rows()}


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= longest
