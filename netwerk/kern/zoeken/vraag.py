"""What somebody asks of the search page: words, a kind and choices, as they stand in the address.

The words become one ``tsquery`` in the database, so that every part of a search uses the same.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models.sql import Query

from netwerk.kern import replica
from netwerk.kern.zoeken.zoeken import CONFIG, WORD, build_query, normalise


class Ready(SearchQuery):
    """A tsquery that PostgreSQL gave us itself, so that it will take it back."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[str | int, ...]]:
        """Return it as a constant: the planner then knows how much it finds."""
        return "%s::tsquery", (self.text,)


def ready(typed: str, *, any_word: bool = False) -> Ready | None:
    """Return the query for what a person typed; None when only words like "de" are left."""
    query = build_query(typed, any_word=any_word)
    return None if query is None else _evaluated(query)


def ready_for_titles(typed: str) -> Ready | None:
    """Return a query for titles that hold every word, the last of which may go on."""
    words = WORD.findall(normalise(typed))[:6]
    if not words:
        return None
    query = None
    for word in words:
        part = SearchQuery(f"{word}:*A", config=CONFIG, search_type="raw")
        query = part if query is None else query & part
    return _evaluated(query)


def _evaluated(query: Any) -> Ready | None:
    """Let PostgreSQL make the query; the text of one without words is empty."""
    outer = Query(None, alias_cols=False)
    compiler = outer.get_compiler(connection=replica.reader())
    sql, params = compiler.compile(query.resolve_expression(outer))
    with replica.reader().cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", params)
        text = str(cursor.fetchone()[0])
    return Ready(text) if text else None
