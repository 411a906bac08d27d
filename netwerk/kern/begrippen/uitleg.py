"""What words mean, for who reads: which words have an explanation, and where a text uses one first.

A word is a concept with a definition, of whatever vocabulary; it is found by its label and by what
it is called too. In one page only the first use of a word leads to its explanation.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from netwerk.kern.begrippen.models import Begrip

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
type Place = tuple[int, int, str]


def explained() -> QuerySet[Begrip]:
    """Return the concepts that have an explanation and are in use, by name."""
    rows = Begrip.objects.current().exclude(definition="")
    return rows.select_related("schema").order_by("label", "pk")


def found(rows: QuerySet[Begrip], typed: str) -> QuerySet[Begrip]:
    """Return the concepts with this in their name, other names or explanation."""
    fits = Q(label__icontains=typed) | Q(definition__icontains=typed)
    return rows.filter(fits | Q(synonyms__icontains=typed))


def address(key: str, notation: str) -> str:
    """Return where a concept is explained; it stays when the concept gets another name."""
    return reverse("begrip", args=[key, notation])


class FirstUses:
    """Says, for the texts of one page in their order, which words lead to an explanation.

    ``rows`` are (names, address) of each concept. A longer name goes before a shorter one, and
    a part of a compound is no use of a word. The time it takes grows with the text alone.
    """

    def __init__(self, rows: Iterable[tuple[Iterable[str], str]]) -> None:
        self.names: dict[str, list[tuple[list[str], str]]] = {}
        self.seen: set[str] = set()
        for names, url in rows:
            for name in names:
                if words := [_plain(match[0]) for match in WORD.finditer(name)]:
                    self.names.setdefault(words[0], []).append((words, url))
        for known in self.names.values():
            known.sort(key=lambda each: -len(each[0]))

    def __call__(self, text: str) -> list[Place]:
        """Return (from, to, address) of what this piece of text uses for the first time."""
        return list(self._places(text, list(WORD.finditer(text))))

    def _places(self, text: str, words: list[re.Match[str]]) -> Iterator[Place]:
        place = 0
        while place < len(words):
            length = 1
            for names, url in self.names.get(_plain(words[place][0]), ()):
                last = place + len(names) - 1
                if last < len(words) and self._same(text, words[place : last + 1], names):
                    length = len(names)
                    if url not in self.seen:
                        self.seen.add(url)
                        yield words[place].start(), words[last].end(), url
                    break
            place += length

    @staticmethod
    def _same(text: str, words: list[re.Match[str]], names: list[str]) -> bool:
        if [_plain(word[0]) for word in words] != names:
            return False
        return all(text[one.end() : two.start()].isspace() for one, two in pairwise(words))


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def first_uses(request: Any) -> FirstUses:
    """Return the words of the page that is being made; the first text on it asks for them."""
    known: FirstUses | None = getattr(request, "first_uses", None)
    if known is None:
        rows = explained().values_list("label", "synonyms", "schema__key", "notation")
        known = FirstUses(
            ((label, *synonyms), address(key, notation)) for label, synonyms, key, notation in rows
        )
        request.first_uses = known
    return known
