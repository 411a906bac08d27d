"""The pages over all casussen with 55 of them and with 5,005, each with what belongs to it.

Run as ``python -m benchmarks.casussen``; a second process with ``--measure`` does one site.
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
    "/casussen/",
    "/casussen/?pagina=3",
    "/casussen/?provincie=utrecht&thema=samenleving",
    "/casussen/?fase=finished",
    "/casussen/?q=bewoners",
    "/casussen/?thema=wonen&fase=working&community=bewoners-in-beeld",
    "/casussen/?thema=wonen&provincie=zeeland&q=bestaatniet",
    "/casussen/witte-vlekken/",
    "/casussen/witte-vlekken/?community=bewoners-in-beeld",
    "/casussen/een-wijk-verduurzamen-en-werk/",
    "/casussen/vergelijken/?q=bewoners",
    "/casussen/thema/",
    "/casussen/thema/wonen/",
    "/casussen/dilemmas/",
    "/casussen/dilemmas/nieuw/",
    "/casussen/dilemmas/vergelijk/",
    "/casussen/verhalen/",
    "/generatoren/",
    "/communities/bewoners-in-beeld/leeragenda/nieuw/",
    "/zoeken/?q=bewoners",
    "/mijn/",
)
ROUNDS = 11
FEW, MANY = 5, 455  # times the eleven casussen of the demo


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = measure_site(FEW), measure_site(MANY)
    print(f"{'page':50} {'ms':>7} {'ms 5k':>7} {'ratio':>6} {'queries':>9}")
    for page in PAGES:
        (quick, few), (slow, many) = small[page], large[page]
        print(f"{page:50} {quick:7.1f} {slow:7.1f} {slow / quick:6.2f} {few:4} {many:4}")


def measure_site(scale: int) -> Result:
    """Return {page: (median milliseconds, queries)} of a fresh site at this scale."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services
        env["DEVELOPMENT"] = "1"
        collect_static(env)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "demo_data", f"--scale={scale}")
        command = [sys.executable, "-m", "benchmarks.casussen", "--measure"]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
        return {page: tuple(row) for page, row in json.loads(done.stdout).items()}


def measure() -> None:
    """Ask each page in this process, as an organiser, and print the medians as JSON."""
    import django
    from django.db import connection
    from django.test import Client

    django.setup()
    from communities.models import Deelnemer

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does on a site that has run for a while
    client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    person = Deelnemer.objects.get(email="organisator@voorbeeld.nl")
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    result = {}
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
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
        measure()
    else:
        main()
