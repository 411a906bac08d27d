"""Search in the manual: its pages stand in memory, and PostgreSQL weighs them as any other text."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from netwerk.hulp import paginas
from netwerk.hulp.paginas import Page
from netwerk.kern import replica
from netwerk.kern.zoeken import lines, vraag
from netwerk.kern.zoeken.zoeken import CONFIG

RANKED = """
SELECT slug FROM (
  SELECT slug, setweight(to_tsvector(%(config)s::regconfig, title), 'A')
    || setweight(to_tsvector(%(config)s::regconfig, intro), 'B')
    || to_tsvector(%(config)s::regconfig, words) AS vector
  FROM unnest(%(slugs)s::text[], %(titles)s::text[], %(intros)s::text[], %(words)s::text[])
    AS page(slug, title, intro, words)
) AS pages
WHERE vector @@ %(query)s::tsquery
ORDER BY ts_rank(vector, %(query)s::tsquery) DESC, slug LIMIT %(most)s
"""


@dataclass(frozen=True)
class Hit:
    """A page that was found; ``quote`` holds the words around what was found, as safe HTML."""

    page: Page
    quote: SafeString


def search(typed: str, *, most: int = 20, any_word: bool = True) -> list[Hit]:
    """Return the pages with all these words, the best first.

    When none has all, ``any_word`` asks for those that have one of them.
    """
    for wider in (False, True)[: 1 + any_word]:
        query = vraag.ready(typed, any_word=wider)
        if query and (found := _ranked(query.text, most)):
            pages = [paginas.ALL[slug] for slug in found]
            quotes = lines.quotes(query, [page.words for page in pages])
            return [Hit(page, quote) for page, quote in zip(pages, quotes, strict=True)]
    return []


def _ranked(query: str, most: int) -> list[str]:
    pages = [*paginas.ALL.values()]
    with replica.reader().cursor() as cursor:
        cursor.execute(
            RANKED,
            {
                "config": CONFIG,
                "query": query,
                "most": most,
                "slugs": [page.slug for page in pages],
                "titles": [page.title for page in pages],
                "intros": [page.intro for page in pages],
                "words": [page.words for page in pages],
            },
        )
        return [row[0] for row in cursor.fetchall()]
