"""Full-text search in Dutch: what people type becomes a query that PostgreSQL can never refuse.

Each word also finds longer words that begin with it (energietransitie finds
energietransitiebeleid), and the words that the vocabularies give as another name for it
(Friesland finds Fryslân, les finds lessen). Words in quotes stay together; a minus leaves out.
"""

import functools
import operator
import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Value

from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.tekst.opmaak import CONFIDENTIAL_SQL, CONFIDENTIAL_SQL_OPEN_END

CONFIG = "nl"
MAX_CHARACTERS = 200
MAX_TERMS = 16
TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
WORD = re.compile(r"[^\W_]+")


def normalise(typed: str) -> str:
    """Return what was typed, cut to 200 characters, without control characters or surrogates."""
    text = typed[:MAX_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).strip()


def build_query(typed: str, *, any_word: bool = False) -> SearchQuery | None:
    """Return the query for what a person typed, or None when no word is left.

    It asks for every word, or with ``any_word`` for at least one; a minus always leaves out.
    """
    wanted: list[Any] = []
    unwanted: list[Any] = []
    names = _names()
    for minus, phrase, word in TERM.findall(normalise(typed))[:MAX_TERMS]:
        words = WORD.findall(phrase or word)
        if not words:
            continue
        exact = minus or phrase or len(words) > 1
        term = _phrase(words) if exact else _word(words[0], names)
        (unwanted if minus else wanted).append(~term if minus else term)
    if any_word and wanted:
        wanted = [functools.reduce(operator.or_, wanted)]
    terms = wanted + unwanted
    return functools.reduce(operator.and_, terms) if terms else None


def _phrase(words: list[str]) -> SearchQuery:
    return SearchQuery(" ".join(words), config=CONFIG, search_type="phrase")


def _word(word: str, names: "Names") -> SearchQuery:
    query = SearchQuery(word, config=CONFIG, search_type="plain")
    if len(word) >= 4:
        query |= SearchQuery(f"{word}:*", config=CONFIG, search_type="raw")
    for other in _other_names(word, names):
        query |= _phrase(WORD.findall(other))
    return query


def other_names(word: str) -> list[str]:
    """Return the other names of a word in the vocabularies, at most twelve."""
    return _other_names(word, _names())


Names = list[tuple[list[str], set[str]]]


def _other_names(word: str, names: Names) -> list[str]:
    key = fold(word)
    found: list[str] = []
    for called, folded in names:
        if key in folded:
            found += [name for name in called if fold(name) != key]
    return found[:12]


def _names() -> Names:
    """Return the names of each begrip that has more than one, also as they are compared."""
    rows = Begrip.objects.exclude(synonyms=[]).values_list("label", "synonyms")
    return [
        (called, {fold(name) for name in called}) for called in ([a, *rest] for a, rest in rows)
    ]


def fold(text: str) -> str:
    """Return a word as it is compared: small letters without accents."""
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if not unicodedata.combining(c))


def vector(*, markdown: Collection[str] = (), **weights: str) -> models.GeneratedField:
    """Return a stored search column: ``vector(title="A", summary="B")``.

    PostgreSQL keeps it in step with the row. Leave it out of history tables. Confidential
    passages are cut out of the fields that ``markdown`` names.
    """
    parts = [
        SearchVector(
            open_markdown(name) if name in markdown else name, weight=weight, config=CONFIG
        )
        for name, weight in weights.items()
    ]
    expression: Any = parts[0]
    for part in parts[1:]:
        expression = expression + part
    return models.GeneratedField(
        expression=expression, output_field=SearchVectorField(), db_persist=True
    )


def markdown_vector(name: str) -> models.GeneratedField:
    """Return a stored search column over one Markdown field without confidential passages."""
    return models.GeneratedField(
        expression=SearchVector(open_markdown(name), weight="C", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def open_markdown(name: str) -> Any:
    """Return a Markdown field without its confidential passages."""
    public: Any = F(name)
    for pattern, flags in ((CONFIDENTIAL_SQL_OPEN_END, "i"), (CONFIDENTIAL_SQL, "gi")):
        public = Func(
            public,
            Value(pattern),
            Value("\n"),
            Value(flags),
            function="regexp_replace",
            output_field=models.TextField(),
        )
    return public
