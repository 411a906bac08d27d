"""A whole site of real processes that can be hurt, with servers and a mail server of its own."""

import contextlib
import functools
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import redis

from netwerk.kern.dev import testdatabase
from netwerk.kern.dev.environment import (
    PYTHON,
    ROOT,
    collect_static,
    inherited_environment,
    manage,
    test_environment,
)
from netwerk.kern.dev.services import free_ports, service_list
from netwerk.kern.dev.site import commands, start_program
from netwerk.kern.dev.supervisor import Program, Supervisor
from tests.faults.sink import Sink

# As docs/reliability.md, but a crash is seen within seconds.
TIMES = "answer=2,sending=8,lease=10,retry=1,line=1,rest=1,tick=3,deaf=12"
PATIENCE = 240.0  # seconds; a loaded machine is slow, and a test that waits too long says nothing
NAMES = {
    "web": "De webserver",
    "worker": "De werker",
    "beat": "De klok",
    "beat2": "Klok 2",
    "loop": "De berichtenlus",
    "postgres": "De database",
    "broker": "De wachtrij",
    "cache": "De cache",
}


@dataclass
class FaultSite:
    """A running site. ``look`` starts again what ended; call it from the main thread, often."""

    folder: Path
    url: str
    env: dict[str, str]
    servers: Supervisor
    programs: Supervisor
    sink: Sink
    seed: dict[str, Any]
    said: list[str] = field(default_factory=list)

    def look(self) -> None:
        self.servers.look()
        self.programs.look()

    def program(self, name: str) -> Program:
        """Return one of the programs in NAMES."""
        everything = [*self.servers.programs, *self.programs.programs]
        return next(each for each in everything if each.title == NAMES[name])

    def pid(self, name: str) -> int:
        return self.program(name).child.process.pid

    def arm(self, point: str) -> Path:
        """Let the first process that comes by this failpoint die there."""
        armed = self.folder / "failpoints" / point
        armed.touch()
        return armed

    def disarm(self) -> None:
        for armed in (self.folder / "failpoints").iterdir():
            armed.unlink(missing_ok=True)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database itself. Raises psycopg.Error while it is away."""
        with psycopg.connect(self.env["DATABASE_URL"], connect_timeout=5) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[arg-type]

    def redis(self, name: str) -> redis.Redis:
        variable = {"broker": "REDIS_URL", "cache": "CACHE_URL"}[name]
        return redis.Redis.from_url(self.env[variable], socket_timeout=2)

    def health(self) -> tuple[int, dict[str, Any]]:
        """Return what `/gezond/` says; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/gezond/", timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with contextlib.suppress(ValueError):
                return error.code, json.load(error)
            return error.code, {}
        except (OSError, ValueError):
            return 0, {}

    def wait_for(self, condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
        """Wait while the site heals itself; what goes wrong meanwhile is the answer no."""
        end = time.monotonic() + seconds
        while True:
            self.look()
            with contextlib.suppress(psycopg.Error, OSError, redis.RedisError):
                if condition():
                    return
            assert time.monotonic() < end, f"Too long: {what}. {self.health()}"
            time.sleep(0.1)

    def wait_until_healthy(self) -> None:
        self.wait_for(lambda: self.health()[0] == 200, "healthy")

    def wait_until_quiet(self) -> None:
        """Wait until nothing is planned, due or under way; times between attempts are skipped."""
        self.wait_until_healthy()
        self.wait_for(self._is_quiet, "quiet")

    def _is_quiet(self) -> bool:
        [(events, waiting, busy)] = self.rows(
            "SELECT (SELECT count(*) FROM berichten_messageevent WHERE planned_at IS NULL),"
            " count(*) FILTER (WHERE state IN ('planned', 'retry')),"
            " count(*) FILTER (WHERE state IN ('leased', 'sending')) FROM berichten_delivery"
        )
        if waiting and not busy:
            self.rows(
                "UPDATE berichten_delivery SET due_at = now() WHERE state IN ('planned', 'retry')"
                " AND due_at > now() + interval '2 s' RETURNING 1"
            )
        return not (events or waiting or busy)


@contextlib.contextmanager
def fault_site(
    folder: Path, *, people: int = 12, meetings: int = 4, say: Callable[[str], None] | None = None
) -> Iterator[FaultSite]:
    """Start the site in an empty folder that every user may pass through, and fill it."""
    for name in ("run", "log", "mail", "media", "failpoints"):
        (folder / name).mkdir(parents=True)
    said: list[str] = []
    port, mail_port = free_ports(2)
    with service_list(folder / "services", durable=True, fill=testdatabase.put_in) as services:
        env = _environment(folder, port, mail_port)
        env |= {service.variable: service.url for service in services}
        collect_static(env)
        manage(env, "migrate", "--noinput", "--verbosity=0")
        servers = Supervisor(say or said.append, [each.program for each in services], 0.5)
        programs = Supervisor(say or said.append, longest_pause=0.5)
        sink = Sink(mail_port, folder / "mail.jsonl")
        seed = _seed(env, people, meetings)
        try:
            for title, name, command in commands(folder, port, beats=2):
                start = functools.partial(start_program, folder, name, command, env)
                programs.add(title, start)
            url = f"http://127.0.0.1:{port}"
            site = FaultSite(folder, url, env, servers, programs, sink, seed, said)
            site.wait_until_healthy()
            yield site
        finally:
            programs.stop(10)
            sink.close()


def _environment(folder: Path, port: int, mail_port: int) -> dict[str, str]:
    ours = {
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "MESSAGE_TIMES": TIMES,
        "MESSAGE_QUIET_SECONDS": "0",
        "FAILPOINTS": str(folder / "failpoints"),
    }
    return inherited_environment() | test_environment(folder) | ours


def _seed(env: dict[str, str], people: int, meetings: int) -> dict[str, Any]:
    command = [PYTHON, "-m", "tests.faults.seed", str(people), str(meetings)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sign_up(site: FaultSite, meeting: dict[str, Any], number: int | None = None) -> list[int]:
    """Let the first members come to a meeting (all, if no number is given), without mail."""
    people = [each["pk"] for each in site.seed["members"][:number]]
    site.rows(
        "INSERT INTO bijeenkomsten_aanmelding (bijeenkomst_id, deelnemer_id, answer, form, needs,"
        " offers, generation, calendar_sent, asked, created_at, updated_at)"
        " SELECT %s, unnest(%s::bigint[]), 'yes', 'room', '', 0, 1, false, false, now(), now()"
        " RETURNING 1",
        meeting["pk"],
        people,
    )
    return people


def children(pid: int) -> list[int]:
    """Return the processes that this one started."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    with contextlib.suppress(OSError):
        return [int(each) for each in found.read_text().split()]
    return []


def processor_seconds(site: FaultSite) -> float:
    """Return the processor time that all processes of the site have used, also those that ended.

    Unlike the time on the clock it hardly depends on what else the machine does.
    """
    programs = [*site.servers.programs, *site.programs.programs]
    return sum(_used(each.child.process.pid) for each in programs)


def _used(pid: int) -> float:
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        own = sum(int(each) for each in fields[11:15]) / os.sysconf("SC_CLK_TCK")
        return own + sum(_used(child) for child in children(pid))
    return 0.0


def signal_group(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def signal_one(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
