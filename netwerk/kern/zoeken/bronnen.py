"""The pages of which a search can be kept: each reads its own addresses.

An app adds a list of its own with ``register``; the search page itself stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from netwerk.kern.zoeken import adres, hits, vindbaar, vraag


@dataclass(frozen=True)
class Bron:
    """A page with results: ``read`` gives its query string as it is kept ("" for none).

    ``words`` says in Dutch what such a query string asks, ``ids`` gives {kind: ids} of what
    somebody finds with it, at most hits.MOST of each kind.
    """

    key: str
    url_name: str
    read: Callable[[Any, QueryDict], str]
    words: Callable[[Any, QueryDict], str]
    ids: Callable[[Any, QueryDict], dict[str, list[int]]]

    def address(self, choices: str) -> str:
        """Return the page with these choices."""
        return f"{reverse(self.url_name)}?{choices}"


def _read(user: Any, data: QueryDict) -> str:
    asked = adres.read(data)
    return asked.query_string if asked.typed else ""


def _words(user: Any, data: QueryDict) -> str:
    asked = adres.read(data)
    return ", ".join([asked.typed, *(chip.text for chip in asked.chips)])


def _ids(user: Any, data: QueryDict) -> dict[str, list[int]]:
    """Leave out what is told by year: a mail would tell the day."""
    asked = adres.read(data)
    query = vraag.ready(asked.typed)
    found = hits.matching_ids(user, query, asked.choices) if query else {}
    kinds = adres.kinds()
    return {k: ids for k, ids in found.items() if not vindbaar.of(kinds[k].model).by_year}


SEARCH = Bron("zoeken", "search", _read, _words, _ids)
_known: dict[str, Bron] = {SEARCH.key: SEARCH}


def register(bron: Bron) -> None:
    """Make a page known."""
    _known[bron.key] = bron


def get(key: str) -> Bron | None:
    """Return a page by its key; None when there is no such page (any more)."""
    return _known.get(key)
