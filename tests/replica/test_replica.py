"""Visitors read from a streaming replica, and never what is old: two real servers."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from netwerk.kern.dev import postgres, testdatabase
from netwerk.kern.dev.binaries import PLAIN_ENV, postgres_bin
from netwerk.kern.dev.environment import PYTHON, ROOT
from netwerk.kern.dev.processes import Child, run_as, unprivileged_user, wait_until
from netwerk.kern.dev.services import data_folder, free_ports, running_services

pytestmark = pytest.mark.xdist_group("replica")
USER = unprivileged_user()


class Replica:
    """A server that follows another one."""

    def __init__(self, primary: Path, address: str) -> None:
        parts = urlsplit(address)
        self.primary = f"host=127.0.0.1 port={parts.port} user=postgres password={parts.password}"
        self.password = str(parts.password)
        self.home = Path(tempfile.mkdtemp(prefix="netwerk-replica-"))
        for path in (self.home, self.home / "run", self.home / "log"):
            path.mkdir(exist_ok=True)
            path.chmod(0o755)
            if USER:
                shutil.chown(path, USER.pw_uid, USER.pw_gid)
        program = postgres_bin(self.home, USER) / "pg_basebackup"
        copy = [program, f"--dbname={self.primary}", "--checkpoint=fast"]
        done = run_as(
            [*copy, f"--pgdata={self.home / 'postgres'}"], cwd=Path("/"), env=PLAIN_ENV, user=USER
        )
        assert done.returncode == 0, done.stdout
        signal = self.home / "postgres/standby.signal"
        signal.touch()
        if USER:
            shutil.chown(signal, USER.pw_uid, USER.pw_gid)
        (self.port,) = free_ports(1)
        self.child: Child | None = None
        self.start()
        self.url = address.replace(f":{parts.port}/", f":{self.port}/")

    def start(self) -> None:
        """Start it, as far as it was."""
        settings = {"primary_conninfo": self.primary}
        self.child = postgres.start(
            self.home,
            port=self.port,
            password=self.password,
            durable=False,
            user=USER,
            settings=settings,
        )

    def stop(self) -> None:
        """Stop it."""
        if self.child:
            self.child.stop(patience=10)
            self.child = None

    def ask(self, question: str) -> Any:
        """Ask as its administrator."""
        address = f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            return (connection.execute(question).fetchone() or [None])[0]

    def catches_up(self, address: str) -> bool:
        """Wait until it has all that the database has now."""
        with psycopg.connect(address) as connection:
            [place] = connection.execute("SELECT pg_current_wal_insert_lsn()").fetchone() or []
        question = f"SELECT pg_last_wal_replay_lsn() >= '{place}'::pg_lsn"
        return wait_until(lambda: bool(self.ask(question)), 20)


class Portaal:
    """The process of `portaal.py`."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [PYTHON, "-m", "tests.replica.portaal"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, what: str, **how: Any) -> dict[str, Any]:
        """Let it do something, and return what came of it."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def stop(self) -> None:
        """Let it go."""
        self.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Portaal, Replica, str]]:
    """Run a portal with a database and a replica of its own; gives the address of the first."""
    folder = Path(tempfile.mkdtemp(prefix="netwerk-eerste-"))
    with running_services(folder, durable=False, fill=testdatabase.put_in) as services:
        address = services["DATABASE_URL"]
        replica = Replica(data_folder(folder), address)
        env = dict(os.environ) | services | {"DATABASE_REPLICA_URL": replica.url}
        portaal = Portaal(env | {"ALLOWED_HOSTS": "localhost"})
        try:
            yield portaal, replica, address
        finally:
            portaal.stop()
            replica.stop()
    shutil.rmtree(replica.home)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def casus(place: tuple[Portaal, Replica, str]) -> tuple[str, int]:
    """Return the address and the number of a casus that everybody reads."""
    portaal, _, _ = place
    made = portaal.do("make")
    portaal.do("read", path=made["path"])  # begins the state of the portal
    return made["path"], made["pk"]


def test_visitors_read_from_the_replica_and_members_do_not(
    place: tuple[Portaal, Replica, str], casus: tuple[str, int]
) -> None:
    portaal, replica, address = place
    path, number = casus
    portaal.do("change", pk=number, title="Van de replica")
    assert replica.catches_up(address)
    first = portaal.do("read", path=path)
    assert (first["status"], "Van de replica" in first["page"]) == (200, True)
    assert set(first["asked"]) == {"replica"}
    assert portaal.do("read", path=path)["asked"] == {}, "kept, as ever"
    found = portaal.do("read", path="/zoeken/?q=replica")
    assert "Van de replica" in found["page"]
    assert set(found["asked"]) == {"replica"}
    assert set(portaal.do("read", path=path, member=True)["asked"]) == {"default"}


def test_a_replica_that_is_behind_is_not_read(
    place: tuple[Portaal, Replica, str], casus: tuple[str, int]
) -> None:
    portaal, replica, address = place
    path, number = casus
    assert replica.catches_up(address)
    replica.ask("SELECT pg_wal_replay_pause()")
    try:
        portaal.do("change", pk=number, title="Nog maar net veranderd")
        page = portaal.do("read", path=path)
        assert "Nog maar net veranderd" in page["page"]
        assert page["asked"]["replica"] == 1, "only how far it is"
        portaal.do("change", pk=number, visibility="group")
        assert portaal.do("read", path=path)["status"] == 404, "what is private is gone at once"
    finally:
        replica.ask("SELECT pg_wal_replay_resume()")
    assert replica.catches_up(address)
    gone = portaal.do("read", path=path)
    assert (gone["status"], set(gone["asked"])) == (404, {"replica"})


def test_without_the_replica_the_database_answers(
    place: tuple[Portaal, Replica, str], casus: tuple[str, int]
) -> None:
    portaal, replica, address = place
    path, number = casus
    replica.stop()
    try:
        portaal.do("change", pk=number, title="Zonder replica")
        first = portaal.do("read", path=path)
        assert (first["status"], "Zonder replica" in first["page"]) == (200, True)
        later = portaal.do("read", path="/casussen/", try_again=False)
        assert (later["status"], set(later["asked"])) == (200, {"default"}), "it is left alone"
    finally:
        replica.start()
    portaal.do("change", pk=number, title="Weer terug")
    assert replica.catches_up(address)
    back = portaal.do("read", path="/casussen/")
    assert "Weer terug" in back["page"]
    assert set(back["asked"]) == {"replica"}


def test_a_replica_that_fails_during_a_page_costs_nobody_a_page(
    place: tuple[Portaal, Replica, str], casus: tuple[str, int]
) -> None:
    portaal, replica, address = place
    path, number = casus
    portaal.do("change", pk=number, title="Halverwege weg")
    assert replica.catches_up(address)
    page = portaal.do("cut_off", path=path)
    assert (page["status"], "Halverwege weg" in page["page"]) == (200, True)
    assert page["asked"]["default"] > 1
    portaal.do("change", pk=number, title="En weer terug")
    assert replica.catches_up(address)
    assert set(portaal.do("read", path=path)["asked"]) == {"replica"}


def test_of_two_who_write_at_once_the_later_place_stands(
    place: tuple[Portaal, Replica, str],
) -> None:
    portaal, _, _ = place
    assert portaal.do("at_once")["stands"]
