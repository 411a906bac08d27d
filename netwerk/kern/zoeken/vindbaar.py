"""What search knows of a model besides its words: choices, the moment, and what a line shows.

How a model is found and who may see it stands in its Subject (netwerk/kern/subjects.py); an app
says the rest in its ``zoeken.py``. A model of which nothing is said is found all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet


def _same(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


def _nothing(row: Any) -> list[str]:
    return []


@dataclass(frozen=True)
class Words:
    """Where words stand that a result may quote: which rows, by which path, in which fields.

    A ``markdown`` field loses its confidential passages in the database before anything reads
    it. Of rows with a ``vector`` only those that match are read.
    """

    model: type[Model]
    path: str
    fields: tuple[str, ...]
    markdown: bool = False
    vector: str = ""


@dataclass(frozen=True)
class Vindbaar:
    """How results of one model are chosen, ordered and shown.

    ``weight`` is what its rank counts beside other models. ``facets`` gives for a choice (the
    name of a Facet) the paths to its rows. ``moment`` is the path to when it was; of what is
    told ``by_year``, no more than the year may be learned. ``facts`` are short lines about who
    and where, ``fetch`` gets what those and the title need. ``title`` is the field with weight A
    that holds the title, which can be offered while somebody types; "" for what has none.
    ``standing`` leaves out what keeps its place while its title may be read no more.
    """

    weight: float = 1.0
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moment: str = ""
    by_year: bool = False
    fetch: Callable[[QuerySet[Any]], QuerySet[Any]] = _same
    facts: Callable[[Any], list[str]] = _nothing
    words: tuple[Words, ...] = ()
    title: str = ""
    standing: Callable[[QuerySet[Any]], QuerySet[Any]] = _same


@dataclass(frozen=True)
class Facet:
    """Something to choose by: ``rows`` are the choices, ``key`` is their field in the address.

    ``place`` is its place on the page.
    """

    name: str
    label: str
    rows: Callable[[], QuerySet[Any]]
    key: str
    place: int


UNSAID = Vindbaar()
_known: dict[str, Vindbaar] = {}
_facets: dict[str, Facet] = {}


def tell(model: type[Model], known: Vindbaar) -> None:
    """Say how results of a model are shown."""
    _known[model._meta.label_lower] = known


def of(model: type[Model]) -> Vindbaar:
    """Return what was said of a model."""
    return _known.get(model._meta.label_lower, UNSAID)


def offer(facet: Facet) -> None:
    """Make a choice known."""
    _facets[facet.name] = facet


def all_facets() -> list[Facet]:
    """Return every choice, in the order of the page."""
    return sorted(_facets.values(), key=lambda facet: facet.place)
