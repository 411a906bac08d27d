"""Back to a moment of yesterday: a base backup, the log that came after it, and a second server."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from netwerk.kern.dev import postgres
from netwerk.kern.dev.binaries import PLAIN_ENV, postgres_bin
from netwerk.kern.dev.processes import run_as, unprivileged_user, wait_until
from netwerk.kern.dev.services import free_ports

PASSWORD = "alleen-voor-deze-proef"
USER = unprivileged_user()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that whoever runs PostgreSQL may write in."""
    made = Path(tempfile.mkdtemp(prefix="netwerk-terug-"))
    for path in (made, *(made / name for name in ("een", "twee", "archief"))):
        path.mkdir(exist_ok=True)
        path.chmod(0o755)
        if USER:
            shutil.chown(path, USER.pw_uid, USER.pw_gid)
    for home in (made / "een", made / "twee"):
        for name in ("run", "log"):
            (home / name).mkdir()
    yield made
    shutil.rmtree(made)


@contextlib.contextmanager
def server(home: Path, **settings: str) -> Iterator[int]:
    """Run a server with these settings, and return its port."""
    (port,) = free_ports(1)
    child = postgres.start(
        home, port=port, password=PASSWORD, durable=True, user=USER, settings=settings
    )
    try:
        yield port
    finally:
        child.stop(patience=20)


def connect(port: int) -> psycopg.Connection:
    address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/{postgres.DATABASE}"
    return psycopg.connect(address, autocommit=True)


def take_base_backup(port: int, home: Path) -> None:
    program = postgres_bin(home, USER) / "pg_basebackup"
    address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}"
    command = [program, f"--dbname={address}", "--checkpoint=fast", f"--pgdata={home / 'postgres'}"]
    done = run_as(command, cwd=Path("/"), env=PLAIN_ENV, user=USER)
    assert done.returncode == 0, done.stdout


def archived(connection: psycopg.Connection, wal: str) -> Callable[[], bool]:
    question = "SELECT last_archived_wal >= %s FROM pg_stat_archiver"
    return lambda: bool((connection.execute(question, [wal]).fetchone() or [False])[0])


def test_a_database_goes_back_to_a_moment_between_two_rows(folder: Path) -> None:
    archive = folder / "archief"
    copying = {"archive_mode": "on", "archive_command": f"cp %p {archive}/%f"}
    with server(folder / "een", **copying) as port, connect(port) as connection:
        connection.execute("CREATE TABLE rij (naam text)")
        take_base_backup(port, folder / "twee")
        connection.execute("INSERT INTO rij VALUES ('A')")
        [moment] = connection.execute("SELECT clock_timestamp()::text").fetchone() or []
        connection.execute("INSERT INTO rij VALUES ('B')")
        [wal] = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone() or []
        assert wait_until(archived(connection, wal), 15)
    assert list(archive.iterdir())

    signal = folder / "twee/postgres/recovery.signal"
    signal.touch()
    if USER:
        shutil.chown(signal, USER.pw_uid, USER.pw_gid)
    back = {
        "restore_command": f"cp {archive}/%f %p",
        "recovery_target_time": moment,
        "recovery_target_action": "promote",
    }
    with server(folder / "twee", **back) as port, connect(port) as connection:
        assert connection.execute("SELECT naam FROM rij").fetchall() == [("A",)]
        question = "SELECT NOT pg_is_in_recovery()"
        assert wait_until(lambda: connection.execute(question).fetchone() == (True,), 15)
        connection.execute("INSERT INTO rij VALUES ('C')")  # and life goes on
