"""One PostgreSQL server with its data folder: make it, start it, take over a stale one.

The folder is made under another name and renamed when it is complete, so a launcher that is
killed halfway leaves nothing that looks like a database.
"""

from __future__ import annotations

import contextlib
import locale
import os
import pwd
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from netwerk.kern.dev.binaries import PLAIN_ENV, ServiceError, postgres_bin
from netwerk.kern.dev.processes import Child, run_as, spawn, tail, wait_until

DATABASE = "netwerk"
FAST_SHUTDOWN = signal.SIGINT
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # No socket: nothing to collide, nothing left behind, no limit on the length of the path.
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
# For data that may be lost: several times faster, and unusable after a power cut.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(
    home: Path,
    *,
    port: int,
    password: str,
    durable: bool,
    user: pwd.struct_passwd | None,
    settings: Mapping[str, str] | None = None,
) -> Child:
    """Start the server in `home/postgres`, perhaps with other settings, until it takes connections.

    Raises ServiceError with the end of the log when it does not come up.
    """
    programs = postgres_bin(home, user)
    data = home / "postgres"
    if not (data / "PG_VERSION").exists():
        _create(data, programs, password, user)
    _refuse_other_version(data, programs, user)
    end_stale(data)
    options = SETTINGS | ({} if durable else FORGETFUL) | {"port": str(port)}
    options |= settings or {}
    child = spawn(
        "postgres",
        [programs / "postgres", "-D", data, *_as_arguments(options)],
        run_dir=home / "run",
        log=home / "log/postgres.log",
        env=PLAIN_ENV,
        cwd=data if user is None else Path("/"),
        stop_signal=FAST_SHUTDOWN,
        user=user,
    )
    wait_until(lambda: _is_ready(data, child) or child.process.poll() is not None, 60)
    if not _is_ready(data, child):
        child.stop(patience=2)
        raise ServiceError(f"PostgreSQL startte niet:\n{tail(child.log)}")
    return child


def end_stale(data: Path) -> None:
    """Stop the server that an earlier launcher left in this folder, and remove its lock.

    The number in `postmaster.pid` may be another process by now, so the command line of that
    process must name our folder before it is touched.
    """
    lock = data / "postmaster.pid"
    pid = _first_number(lock)
    if pid is None:
        lock.unlink(missing_ok=True)
        return
    for number, patience in ((FAST_SHUTDOWN, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if not _serves(pid, data):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        wait_until(lambda: not _serves(pid, data), patience)
    lock.unlink(missing_ok=True)


def _create(data: Path, programs: Path, password: str, user: pwd.struct_passwd | None) -> None:
    fresh = data.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    secret = data.with_name("initdb.secret")
    secret.touch(mode=0o600)
    secret.write_text(password)
    if user is not None:
        shutil.chown(fresh, user.pw_uid, user.pw_gid)
        shutil.chown(secret, user.pw_uid, user.pw_gid)
    try:
        _run(
            [
                programs / "initdb",
                f"--pgdata={fresh}",
                "--username=postgres",
                "--encoding=UTF8",
                "--auth=scram-sha-256",
                f"--pwfile={secret}",
                "--no-sync",
                *_locale_arguments(programs, user),
            ],
            user=user,
        )
        _set_up_role(fresh, programs, password, user)
    finally:
        secret.unlink()
    fresh.rename(data)


def _set_up_role(data: Path, programs: Path, password: str, user: pwd.struct_passwd | None) -> None:
    """Make our role and database, in the mode in which no server runs and nothing listens.

    The role is no superuser, as in production; it may make databases, because tests do.
    """
    statements = (
        f"CREATE ROLE {DATABASE} LOGIN CREATEDB PASSWORD '{password}';\n"
        f"CREATE DATABASE {DATABASE} OWNER {DATABASE};\n"
    )
    _run([programs / "postgres", "--single", "-D", data, "postgres"], user=user, stdin=statements)


def _run(argv: list[str | Path], *, user: pwd.struct_passwd | None, stdin: str = "") -> None:
    done = run_as(argv, cwd=Path("/"), env=PLAIN_ENV, user=user, stdin=stdin)
    if done.returncode != 0 or "ERROR:" in done.stdout:
        raise ServiceError(f"PostgreSQL kon de gegevensmap niet maken:\n{done.stdout}")


def _locale_arguments(programs: Path, user: pwd.struct_passwd | None) -> Iterator[str]:
    """Letters with accents are letters, and the order of names is ours and not the server's."""
    ctype = "C.UTF-8" if _has_locale("C.UTF-8") else "C"
    if _version(programs, user) >= 17:
        yield from ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    yield from ("--locale=C", f"--lc-ctype={ctype}")


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True


def _version(programs: Path, user: pwd.struct_passwd | None) -> int:
    said = run_as([programs / "postgres", "--version"], cwd=Path("/"), env=PLAIN_ENV, user=user)
    return int(said.stdout.rpartition(")")[2].split()[0].partition(".")[0])


def _refuse_other_version(data: Path, programs: Path, user: pwd.struct_passwd | None) -> None:
    stored, ours = (data / "PG_VERSION").read_text().strip(), _version(programs, user)
    if stored != str(ours):
        raise ServiceError(
            f"De gegevens in {data} zijn van PostgreSQL {stored}, het programma is versie {ours}. "
            "Met 'make clean' begin je opnieuw, met lege gegevens."
        )


def _as_arguments(options: dict[str, str]) -> Iterator[str]:
    for name, value in options.items():
        yield from ("-c", f"{name}={value}")


def _is_ready(data: Path, child: Child) -> bool:
    """Line 8 of the lock file says so (as pg_ctl reads it)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(child.process.pid) and lines[7].strip() == "ready"


def _first_number(lock: Path) -> int | None:
    lines = lock.read_text().splitlines() if lock.exists() else []
    return int(lines[0]) if lines and lines[0].isdigit() else None


def _serves(pid: int, data: Path) -> bool:
    if sys.platform == "linux":
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return str(data).encode() in command
    shown = run_as(["ps", "-o", "command=", "-p", str(pid)], cwd=Path("/"), env={}, user=None)
    return str(data) in shown.stdout
