"""Searching with a thousand posts and with a million: the ratio says whether search reads them all.

Run as ``python -m benchmarks.zoeken``; a second process with ``--measure`` does one site. The posts
are made by PostgreSQL itself: one in two holds "bewoners", one in ten thousand "steenuil".
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of

PAGES = (
    "/zoeken/?q=steenuil",
    "/zoeken/?q=bewoners",
    "/zoeken/?q=bewoners&soort=reactie",
    "/zoeken/?q=bewoners&thema=wonen",
    "/zoeken/?q=bewoners+steenuil+plan",
    "/zoeken/?q=bewonrs",
    "/zoeken/suggesties/?q=bewo",
    "/zoeken/atom.xml?q=bewoners",
)
FEW, MANY = 1_000, 1_000_000
FILL = """
INSERT INTO communities_reactie (gesprek_id, author_id, body, created_at, shows_author, part,
    quote, prefix, suffix)
SELECT (SELECT array_agg(id) FROM communities_gesprek)[1 + n %% (SELECT count(*)
        FROM communities_gesprek)],
    (SELECT min(deelnemer_id) FROM communities_lidmaatschap),
    'Reactie ' || n || ' over plan ' || n %% 977
        || CASE WHEN n %% 2 = 0 THEN ' met bewoners' ELSE ' met de gemeente' END
        || CASE WHEN n %% 10000 = 1 THEN ' en een steenuil' ELSE '' END,
    now() - n * interval '1 minute', true, '', '', '', ''
FROM generate_series(1, %s) AS n
"""


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (rows_of(on_a_site("benchmarks.zoeken", 1, posts)) for posts in (FEW, MANY))
    compare(small, large, "1M")


def fill(*statements: tuple[str, list[int]]) -> None:
    """Let PostgreSQL make the posts, and know them as on a site that has run for a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement, values in statements:
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


def measure(posts: int) -> None:
    """Ask each page in this process, as an organiser, and print the medians as JSON."""
    import django

    django.setup()
    fill((FILL, [posts]))
    client = client_of("organisator@voorbeeld.nl")
    print(json.dumps({page: ask(client, page) for page in PAGES}))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
