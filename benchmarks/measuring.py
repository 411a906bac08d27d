"""What all benchmarks share: a fresh site, somebody who asks for pages, and a table of ratios."""

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

ROUNDS = 11
Row = tuple[float, int]  # median milliseconds, queries
Result = dict[str, Row]


class Counter:
    """Counts the queries that pass."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Count one and let it through."""
        self.number += 1
        return execute(*query)


def on_a_site(module: str, scale: int, *arguments: object, **variables: str) -> str:
    """Run ``python -m <module> --measure <arguments>`` on a fresh site; return what it printed."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services | variables
        env |= {"DEVELOPMENT": "1", "DEMO_WITHOUT_SECOND_FACTOR": "1"}  # else a visitor's page
        collect_static(env)
        manage(env, "migrate", "--verbosity=0")
        manage(env, "demo_data", f"--scale={scale}")
        command = [sys.executable, "-m", module, "--measure", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()


def rows_of(printed: str) -> Result:
    """Read what a process with ``--measure`` printed as JSON."""
    return {page: (row[0], row[1]) for page, row in json.loads(printed).items()}


def client_of(email: str) -> Any:
    """Return a signed-in client of somebody of the demo content."""
    from django.test import Client

    from communities.models import Deelnemer

    client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    person = Deelnemer.objects.get(email=email)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def ask(client: Any, page: str, status: int = 200) -> Row:
    """Ask for a page some times; another status than expected would measure something else."""
    from django.db import connection

    got = client.get(page).status_code
    assert got == status, f"{page} answers {got}"
    queries = Counter()
    with connection.execute_wrapper(queries):
        client.get(page)
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        client.get(page)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), queries.number


def compare(small: Result, large: Result, much: str) -> None:
    """Print each page with few and with many, and the ratio."""
    width = max(map(len, small)) + 1
    print(f"{'page':{width}} {'ms':>7} {'ms ' + much:>8} {'ratio':>6} {'queries':>9}")
    for page, (quick, few) in small.items():
        slow, many = large[page]
        print(f"{page:{width}} {quick:7.1f} {slow:8.1f} {slow / quick:6.2f} {few:4} {many:4}")
