"""How much slower is a page when there is twenty times as much? Prints a table of ratios.

Run as ``python -m benchmarks.pages``; a second process with ``--measure`` does one site.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from netwerk.kern.dev.environment import (
    ROOT,
    collect_static,
    inherited_environment,
    manage,
    test_environment,
)
from netwerk.kern.dev.services import temporary_services

PAGES = (
    "/",
    "/communities/",
    "/casussen/",
    "/bijeenkomsten/",
    "/handboek/",
    "/zoeken/?q=bewoners",
    "/mijn/",
)
ROUNDS = 15
LARGE = 20
Result = dict[str, tuple[float, int]]


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = measure_site(1), measure_site(LARGE)
    print(f"{'page':24} {'ms':>7} {'ms x' + str(LARGE):>8} {'ratio':>6} {'queries':>9}")
    for page in PAGES:
        (quick, few), (slow, many) = small[page], large[page]
        print(f"{page:24} {quick:7.1f} {slow:8.1f} {slow / quick:6.2f} {few:4} {many:4}")


def measure_site(scale: int) -> Result:
    """Return {page: (median milliseconds, queries)} of a fresh site at this scale."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services
        env["DEVELOPMENT"] = "1"
        collect_static(env)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "demo_data", f"--scale={scale}")
        command = [sys.executable, "-m", "benchmarks.pages", "--measure"]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
        return {page: tuple(row) for page, row in json.loads(done.stdout).items()}


class Counter:
    """Counts the queries that pass."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Count one and let it through."""
        self.number += 1
        return execute(*query)


def measure() -> None:
    """Ask each page in this process, as a member, and print the medians as JSON."""
    import django
    from django.db import connection
    from django.test import Client

    django.setup()
    from communities.models import Deelnemer

    client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    person = Deelnemer.objects.get(email="deelnemer@voorbeeld.nl")
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    result = {}
    for page in PAGES:
        client.get(page)
        times = []
        queries = Counter()
        with connection.execute_wrapper(queries):
            client.get(page)
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
