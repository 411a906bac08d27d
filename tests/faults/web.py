"""A web server of its own on a database of its own, for faults that need no other process.

Its waits are short: four seconds for a question, three for a lock or for a place in the pool.
"""

import contextlib
import http.client
import json
import os
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from netwerk.kern.dev.environment import PYTHON, ROOT, inherited_environment
from netwerk.kern.dev.processes import Child, spawn, tail, wait_until
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import GUNICORN
from tests.exit.conftest import Installation, connect
from tests.faults.acts import TOKEN, Person

TIMES = {"DATABASE_TIMES": "statement=4,lock=3,connection=3", "DATABASE_POOL": "2"}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"


@dataclass
class Web:
    """A running web server. ``seed`` is what tests.faults.seed made."""

    place: Installation
    folder: Path
    port: int = 0
    seed: dict[str, Any] = field(default_factory=dict)
    child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.child is not None
        return self.child.process.pid

    def environment(self) -> dict[str, str]:
        server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        own = {
            "DATABASE_URL": f"{server}/{self.place.database}",
            "MEDIA_ROOT": str(self.place.media),
        }
        return inherited_environment() | own | TIMES

    def fill(self) -> None:
        done = subprocess.run(
            [PYTHON, "-m", "tests.faults.seed", "4", "4"],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.seed = json.loads(done.stdout)

    def start(self) -> None:
        """Start it, if it does not run."""
        if self.child and self.child.process.poll() is None:
            return
        (self.port,) = free_ports(1)
        self.child = spawn(
            "web",
            (*GUNICORN, "--graceful-timeout=30", f"--bind=127.0.0.1:{self.port}"),
            run_dir=self.folder,
            log=self.folder / "web.log",
            env=self.environment(),
            cwd=ROOT,
        )
        assert wait_until(self._answers, 90), tail(self.folder / "web.log")

    def stop(self) -> None:
        if self.child:
            self.child.stop(patience=10)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.health()[0] in {200, 503}
        return False

    def health(self) -> tuple[int, dict[str, Any]]:
        """Return what `/gezond/` says."""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            line.request("GET", "/gezond/")
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.place.rows(query)

    def number(self, query: str) -> int:
        [[number]] = self.rows(f"SELECT count(*) FROM {query}")
        return int(number)

    def somebody_waits(self) -> bool:
        """Say whether a page waits for a row that somebody else holds."""
        with connect("postgres") as server:
            return bool(server.execute(WAITING, [self.place.database]).fetchone()[0])  # type: ignore[index]

    @contextlib.contextmanager
    def session(self) -> Iterator[psycopg.Connection]:
        """Give a transaction of somebody else; what it did is undone."""
        with connect(self.place.database) as connection:
            connection.autocommit = False
            yield connection
            connection.rollback()

    @contextlib.contextmanager
    def read_only(self) -> Iterator[None]:
        """Let the database take nothing, as after a switch to a standby or with a full disk."""
        self._takes_nothing("on")
        try:
            yield
        finally:
            self._takes_nothing("off")

    def _takes_nothing(self, value: str) -> None:
        name = sql.Identifier(self.place.database)
        change = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
        with connect("postgres") as server:
            server.execute(change.format(name, sql.SQL(value)))
            server.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
                [self.place.database],
            )

    @contextlib.contextmanager
    def slow(self, table: str, seconds: int) -> Iterator[None]:
        """Let every look at a row of a table take long."""
        name = sql.Identifier(table)
        rule = sql.SQL("CREATE POLICY slow ON {} USING (pg_sleep({})::text = '')")
        with connect(self.place.database) as connection:
            connection.execute(rule.format(name, sql.Literal(seconds)))
            connection.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name))
            connection.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name))
            try:
                yield
            finally:
                connection.execute(sql.SQL("DROP POLICY slow ON {}").format(name))
                connection.execute(
                    sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(name)
                )


def upload(person: Person, path: str, name: str, content: bytes, **fields: str) -> tuple[int, str]:
    """Send a form with a file."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in ({"csrfmiddlewaretoken": TOKEN} | fields).items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{mark}--\r\n".encode()])
    line = http.client.HTTPConnection(urlsplit(person.site.url).netloc, timeout=30)
    kind = f"multipart/form-data; boundary={mark}"
    try:
        line.request("POST", path, body, {"Cookie": person.cookie, "Content-Type": kind})
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        line.close()
