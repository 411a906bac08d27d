"""Searching with a thousand posts and with a million: the ratio says whether search reads them all.

Run as ``python -m benchmarks.zoeken``; a second process with ``--measure`` does one site. The posts
are made by PostgreSQL itself: one in two holds "bewoners", one in ten thousand "steenuil".

For the whole `make bench`, `growth` asks for many words in one database, with ten thousand posts,
then with a million, and compares the time within which 95% of the searches are answered.
"""

import json
import sys
import time
from typing import Any

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
STEPS = (10_000, 1_000_000)
WORDS = (  # one in ten as common as a word can be, the others as people wrote or rarer
    *("bewoners", "gemeente", "steenuil", "wonen", "lessen", "Friesland", "jongeren", "zorg"),
    *("energie", "meten", "wijk", "welvaart", "plan 512", "plan 13", "reactie 4711", "bewonrs"),
    *("samen leren", "klimaat", "vertrouwen", "kinderen"),
)
REPEATS = 5
GROWTH = "growth"  # what a process is asked to measure
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


def growth() -> dict[str, Any]:
    """Return the waiting times with few posts and with many, and the ratio of the p95s."""
    found = json.loads(on_a_site("benchmarks.zoeken", 1, GROWTH))
    few, many = (found[str(posts)]["p95"] for posts in STEPS)
    return {**found, "ratio": many / few}


def measure_growth() -> None:
    """Search in this process after each step, and print the waiting times as JSON.

    Who searches has read everything: else the count of unread posts in the menu is measured too.
    """
    import django

    django.setup()
    from communities import services
    from communities.models import Deelnemer, Reactie

    person = Deelnemer.objects.get(email="organisator@voorbeeld.nl")
    client = client_of(person.email)
    found, there = {}, 0
    for posts in STEPS:
        fill((FILL, [posts - there]))
        services.mark_all_read(actor=person, read_to=Reactie.objects.latest("pk").pk)
        there = posts
        _search(client)  # once unmeasured
        times = sorted(each for _ in range(REPEATS) for each in _search(client))
        found[posts] = {f"p{part}": times[len(times) * part // 100] for part in (50, 95)}
    print(json.dumps(found))


def _search(client: Any) -> list[float]:
    """Ask for each word; return the milliseconds."""
    times = []
    for word in WORDS:
        begin = time.perf_counter()
        answer = client.get("/zoeken/", {"q": word})
        times.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, word
    return times


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure", GROWTH]:
        measure_growth()
    elif "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
