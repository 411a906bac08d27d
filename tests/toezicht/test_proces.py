"""A real web server of two processes: one count of what both did, and one kind of line."""

import json
import os
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from netwerk.kern.dev.environment import ROOT, inherited_environment
from netwerk.kern.dev.processes import spawn, tail, wait_until
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import GUNICORN

TOKEN = "een-woord-van-twintig-tekens-of-meer"
ASKED = 12


def ask(url: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as page:
        return str(page.read().decode())


@pytest.fixture
def web(django_db_setup: None, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    own = {
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "INFO",
        "METRICS_TOKEN": TOKEN,
        "TMPDIR": str(tmp_path),
    }
    (port,) = free_ports(1)
    log = tmp_path / "web.log"
    child = spawn(
        "web",
        (*GUNICORN, "--graceful-timeout=2", f"--bind=127.0.0.1:{port}"),
        run_dir=tmp_path,
        log=log,
        env=inherited_environment() | own,
        cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return "levend" in ask(f"{url}/gezond/levend/")
        except OSError:
            return False

    try:
        assert wait_until(answers, 60), tail(log)
        yield url, log
    finally:
        child.stop(patience=15)


def figure(url: str, start: str) -> float:
    page = ask(f"{url}/metrics", Authorization=f"Bearer {TOKEN}")
    [line] = [line for line in page.splitlines() if line.startswith(start)]
    return float(line.rpartition(" ")[2])


def test_two_processes_count_together_and_write_json_only(web: tuple[str, Path]) -> None:
    url, log = web
    for _ in range(ASKED):
        ask(f"{url}/licentie/?zoek=geheim")

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in log.read_text().splitlines() if line.strip()]

    asked = [line for line in lines() if line["object"] == "/licentie/"]
    assert len(asked) == ASKED
    assert {line["origin"] for line in asked} == {asked[0]["process"]}
    assert '"127.0.0.1"' not in log.read_text(), "who reads leaves no address"
    assert "geheim" not in log.read_text(), "nor what was asked for"
    assert "gunicorn.access" not in log.read_text()
    count = 'netwerk_requests_total{method="get",status="200",view="licence"}'
    assert figure(url, count) == ASKED
    worker = next(line["pid"] for line in lines() if line["object"] == "/licentie/")
    os.kill(worker, signal.SIGTERM)
    assert wait_until(lambda: sum("Booting worker" in x["message"] for x in lines()) == 3, 30)
    ask(f"{url}/licentie/")
    assert figure(url, count) == ASKED + 1, "what ended had counted too"
    assert {"gunicorn.error"} <= {line["action"] for line in lines()}
