"""Reading conversations with a thousand posts and with a million, and one thread of 5,000 answers.

Run as ``python -m benchmarks.gesprekken``; a second process with ``--measure`` does one site. The
pages show as many posts in both sites, so a ratio far above 1 says that a page reads what it does
not show. One reader is up to date, another has not read anything since the first post.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.pages import Counter, Result
from benchmarks.zoeken import FILL, ROUNDS
from netwerk.kern.dev.environment import (
    ROOT,
    collect_static,
    inherited_environment,
    manage,
    test_environment,
)
from netwerk.kern.dev.services import temporary_services

FEW, MANY = 1_000, 1_000_000
ANSWERS = {FEW: 50, MANY: 5_000}
THREAD = """
INSERT INTO communities_reactie (gesprek_id, author_id, root_id, parent_id, body, created_at,
    shows_author, part, quote, prefix, suffix)
SELECT gesprek_id, author_id, id, id, 'Antwoord ' || n, now() - n * interval '1 second', true,
    '', '', '', ''
FROM communities_reactie, generate_series(1, %s) AS n WHERE id = %s
"""


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = measure_site(FEW), measure_site(MANY)
    print(f"{'page':34} {'ms':>7} {'ms 1M':>8} {'ratio':>6} {'queries':>9}")
    for page, (quick, few) in small.items():
        slow, many = large[page]
        print(f"{page:34} {quick:7.1f} {slow:8.1f} {slow / quick:6.2f} {few:4} {many:4}")


def measure_site(posts: int) -> Result:
    """Return {page: (median milliseconds, queries)} of a fresh site with so many posts."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services
        env["DEVELOPMENT"] = "1"
        collect_static(env)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "demo_data", "--scale=5")
        command = [sys.executable, "-m", "benchmarks.gesprekken", "--measure", str(posts)]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
        return {page: tuple(row) for page, row in json.loads(done.stdout).items()}


def measure(posts: int) -> None:
    """Ask each page in this process, as two readers, and print the medians as JSON."""
    import django
    from django.db import connection
    from django.test import Client

    django.setup()
    from communities.models import Deelnemer, Leesstand, Reactie

    begin = Reactie.objects.filter(root=None, removed_at=None).earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(FILL, [posts])
        cursor.execute(THREAD, [ANSWERS.get(posts, FEW), begin.pk])
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does on a site that has run for a while
        cursor.execute("RESET statement_timeout")
    newest = Reactie.objects.latest("pk").pk
    person = Deelnemer.objects.get(email="organisator@voorbeeld.nl")
    client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    talk = begin.gesprek
    new = f"/communities/gesprek/{talk.content_type_id}/{talk.object_id}/nieuw/?na="
    pages = {
        "a page without talk": "/over/",
        "a conversation": talk.get_absolute_url(),
        "one thread": f"/communities/reacties/{begin.pk}/gesprek/",
        "one thread, further on": f"/communities/reacties/{begin.pk}/gesprek/?vanaf={newest - 20}",
        "a lasting address": f"/communities/reacties/{newest - 20}/",
        "what is new on an open page": f"{new}{newest}",
        "what is unread": "/mijn/ongelezen/",
        "my network": "/mijn/",
    }
    result: dict[str, Any] = {}
    for who, read_to in (("up to date", newest), ("read nothing", 0)):
        for name, page in pages.items():
            Leesstand.objects.filter(deelnemer=person).delete()
            Leesstand.objects.create(deelnemer=person, gesprek=None, read_to=read_to)
            result[f"{name}, {who}"] = _asked(client, page, Counter())
    print(json.dumps(result))


def _asked(client: Any, page: str, queries: Counter) -> tuple[float, int]:
    from django.db import connection

    client.get(page)
    with connection.execute_wrapper(queries):
        client.get(page)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(page)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), queries.number


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
