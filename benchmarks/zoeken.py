"""Searching with a thousand posts and with a million: the ratio says whether search reads them all.

Run as ``python -m benchmarks.zoeken``; a second process with ``--measure`` does one site. The posts
are made by PostgreSQL itself: one in two holds "bewoners", one in ten thousand "steenuil".
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.pages import Counter, Result
from netwerk.kern.dev.environment import (
    ROOT,
    collect_static,
    inherited_environment,
    manage,
    test_environment,
)
from netwerk.kern.dev.services import temporary_services

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
ROUNDS = 11
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
    small, large = measure_site(FEW), measure_site(MANY)
    print(f"{'page':44} {'ms':>7} {'ms 1M':>8} {'ratio':>6} {'queries':>9}")
    for page in PAGES:
        (quick, few), (slow, many) = small[page], large[page]
        print(f"{page:44} {quick:7.1f} {slow:8.1f} {slow / quick:6.2f} {few:4} {many:4}")


def measure_site(posts: int) -> Result:
    """Return {page: (median milliseconds, queries)} of a fresh site with so many posts."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services
        env["DEVELOPMENT"] = "1"
        collect_static(env)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "demo_data", "--scale=5")
        command = [sys.executable, "-m", "benchmarks.zoeken", "--measure", str(posts)]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
        return {page: tuple(row) for page, row in json.loads(done.stdout).items()}


def measure(posts: int) -> None:
    """Ask each page in this process, as an organiser, and print the medians as JSON."""
    import django
    from django.db import connection
    from django.test import Client

    django.setup()
    from communities.models import Deelnemer

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(FILL, [posts])
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does on a site that has run for a while
        cursor.execute("RESET statement_timeout")
    client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    person = Deelnemer.objects.get(email="organisator@voorbeeld.nl")
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    result = {}
    for page in PAGES:
        answer = client.get(page)
        if answer.status_code != 200:
            print(page, answer.status_code, file=sys.stderr)
        queries = Counter()
        with connection.execute_wrapper(queries):
            client.get(page)
        times = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            client.get(page)
            times.append((time.perf_counter() - begin) * 1000)
        result[page] = (statistics.median(times), queries.number)
    print(json.dumps(result))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
