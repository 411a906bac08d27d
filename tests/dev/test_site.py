"""The whole site as `make run` starts it: every process real, in a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from netwerk.kern.dev import testdatabase
from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.processes import identity, wait_until
from netwerk.kern.dev.services import VARIABLES, free_ports, running_services
from netwerk.kern.dev.site import Site, commands, running_site

ROOT = Path(__file__).resolve().parents[2]
OWN = (*VARIABLES.values(), "DEVELOPMENT", "SITE_URL", "MAIL_DIR", "MEDIA_ROOT")


@pytest.fixture
def bare(monkeypatch):
    """Take away what the test run itself has set, so that the site makes its own choices."""
    for name in OWN:
        monkeypatch.delenv(name, raising=False)


def health(site: Site) -> dict[str, object]:
    with urllib.request.urlopen(f"{site.url}gezond/", timeout=5) as response:
        return json.load(response)


def kill_and_wait_for_the_next(site: Site, said: list[str], title: str) -> None:
    programs = [*site.servers.programs, *site.programs.programs]
    (program,) = [each for each in programs if each.title == title]
    before = program.child.process.pid
    os.kill(before, signal.SIGKILL)
    program.child.process.wait(5)

    def again() -> bool:
        site.look()
        return f"{title} is opnieuw gestart." in said

    assert wait_until(again, 10)
    assert any(line.startswith(f"{title} is gestopt (code -9). Over 1 s") for line in said)
    assert program.child.process.pid != before


def answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except OSError:
        return False
    return True


def test_the_site_starts_heals_and_leaves_nothing_behind(folder, bare):
    said: list[str] = []
    (port,) = free_ports(1)
    fill = testdatabase.put_in  # tables without a row, so that not all is migrated once more
    with running_site(folder, port, durable=False, say=said.append, fill=fill) as site:
        assert health(site)["status"] == "gezond"
        assert site.env["DEVELOPMENT"] == "1"
        assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
        with psycopg.connect(site.env["DATABASE_URL"]) as connection:
            found = connection.execute(
                "SELECT count(*) FROM communities_deelnemer WHERE email = 'redacteur2@voorbeeld.nl'"
            ).fetchone()
            assert found == (1,)
        kill_and_wait_for_the_next(site, said, "De webserver")
        kill_and_wait_for_the_next(site, said, "De database")
        assert wait_until(lambda: answers(lambda: health(site)), 20)
        pids = [int(each.read_text().split()[0]) for each in folder.rglob("run/*.pid")]
        assert len(pids) == 7
    assert [pid for pid in pids if identity(pid) is not None] == []
    assert list(folder.rglob("run/*.pid")) == []


def test_a_database_of_somebody_else_gets_no_demo_content_and_no_development_pages(
    folder, bare, monkeypatch
):
    (port,) = free_ports(1)
    home, fill = folder / "elders", testdatabase.put_in
    with running_services(home, durable=False, parts=["database"], fill=fill) as given:
        monkeypatch.setenv("DATABASE_URL", given["DATABASE_URL"])
        with running_site(folder / "site", port, durable=False, say=lambda _: None) as site:
            assert site.env["DATABASE_URL"] == given["DATABASE_URL"]
            assert "DEVELOPMENT" not in site.env
            assert [each.title for each in site.servers.programs] == ["De wachtrij", "De cache"]
            with psycopg.connect(given["DATABASE_URL"]) as connection:
                found = connection.execute("SELECT count(*) FROM communities_deelnemer").fetchone()
                assert found == (0,)


def test_a_port_that_is_taken_is_named_before_anything_starts(folder, bare):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        site = running_site(folder, port, durable=False, say=lambda _: None)
        with pytest.raises(ServiceError, match=f"Poort {port} is al in gebruik. Kies een andere"):
            site.__enter__()
    assert not (folder / "services").exists()


def test_a_port_that_is_no_number_is_refused():
    command = [sys.executable, "-m", "netwerk.kern.dev.run"]
    env = os.environ | {"PORT": "achtduizend"}
    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (
        1,
        "PORT=achtduizend is geen poort. Kies een getal, bijvoorbeeld: PORT=8000\n",
    )


def test_mail_comes_in_only_where_it_has_a_domain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAIL_IN_DOMAIN", raising=False)
    assert "postvak" not in [name for _, name, _ in commands(tmp_path, 8000)]
    monkeypatch.setenv("MAIL_IN_DOMAIN", "in.voorbeeld.nl")
    assert "postvak" in [name for _, name, _ in commands(tmp_path, 8000)]
