"""The whole site with all its processes, as long as a `with` block lasts."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from netwerk.kern.dev import bootstrap
from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import (
    LOCAL,
    ON_ANY_MACHINE,
    PYTHON,
    ROOT,
    STATIC,
    collect_static,
    inherited_environment,
    manage,
)
from netwerk.kern.dev.processes import Child, spawn, stop_leftover, tail
from netwerk.kern.dev.services import PARTS, VARIABLES, Fill, data_folder, service_list
from netwerk.kern.dev.supervisor import Supervisor

START_SECONDS = 180  # a first start on a slow machine
STOP_SECONDS = 10  # for requests and messages that are under way
LONGEST_LOG = 5_000_000  # bytes; a longer one is begun anew at the next start
GUNICORN = (
    *(PYTHON, "-m", "gunicorn", "netwerk.wsgi:application", "--no-control-socket"),
    *("--worker-class=netwerk.webproces.Webproces", "--workers=2", "--threads=4"),
)
CELERY = (PYTHON, "-m", "celery", "-A")


@dataclass(frozen=True)
class Site:
    """A site that answers at `url`."""

    url: str
    env: Mapping[str, str]
    servers: Supervisor
    programs: Supervisor

    def look(self) -> None:
        """Notice what ended and start what is due. Call it about twice a second."""
        self.servers.look()
        self.programs.look()


@contextlib.contextmanager
def running_site(
    folder: Path,
    port: int,
    *,
    durable: bool,
    say: Callable[[str], None],
    fill: Fill = None,
    scale: int = 1,
) -> Iterator[Site]:
    """Run the site on 127.0.0.1:`port` with all that it stores in `folder`.

    Only what DATABASE_URL, REDIS_URL and CACHE_URL do not already name is started. Demo content
    and the development switch go with a database of our own only. What a killed launcher left
    running in `folder` is stopped first. `fill` may put a database in place before the first
    start, which saves the migrations. `scale` says how much demo content an empty database of
    our own gets. Raises ServiceError when a part does not come up.
    """
    for name in ("run", "log", "mail", "media"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for pid_file in (folder / "run").glob("*.pid"):
        stop_leftover(pid_file, signal.SIGTERM, STOP_SECONDS)
    _require_free(port)
    parts = [part for part in PARTS if not os.environ.get(VARIABLES[part])]
    own_database = "database" in parts
    say("Database, wachtrij en cache starten ...")
    home = folder / "services"
    with service_list(home, durable=durable, parts=parts, fill=fill) as services:
        env = _environment(folder, port, own_database=own_database)
        env |= {service.variable: service.url for service in services}
        _prepare(folder, env, own_database=own_database, say=say, scale=scale)
        servers = Supervisor(say, [service.program for service in services])
        programs = Supervisor(say)
        try:
            say("Webserver en achtergrondwerk starten ...")
            for title, name, command in commands(folder, port):
                start = functools.partial(start_program, folder, name, command, env)
                programs.add(title, start)
            site = Site(f"http://localhost:{port}/", env, servers, programs)
            _wait_until_healthy(site, folder)
            yield site
        finally:
            programs.stop(STOP_SECONDS)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise ServiceError(
                f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: "
                f"make run PORT={port + 1}"
            ) from None


def _environment(folder: Path, port: int, *, own_database: bool) -> dict[str, str]:
    """Our choices, as far as the person at the keyboard has not made them already."""
    ours = {
        "SECRET_KEY": _secret_key(folder),
        "SITE_URL": f"http://localhost:{port}",  # a passkey needs a name
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "INSECURE_HTTP": "1",
        "MAIL_DIR": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(STATIC),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
    } | ON_ANY_MACHINE
    if own_database:
        ours |= {"DEVELOPMENT": "1", "DEMO_WITHOUT_SECOND_FACTOR": "1"}
    return ours | inherited_environment()


def _secret_key(folder: Path) -> str:
    """Kept, so that a restart does not end everyone's session."""
    stored = folder / "secret_key"
    if not stored.exists():
        fresh = folder / "secret_key.new"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.rename(stored)
    return stored.read_text()


def _prepare(
    folder: Path,
    env: Mapping[str, str],
    *,
    own_database: bool,
    say: Callable[[str], None],
    scale: int,
) -> None:
    """Bring the database up to date; our own only when the code has changed since the last time."""

    def migrate() -> None:
        say("Database bijwerken ...")
        manage(env, "migrate", "--noinput", "--verbosity=0")

    def fill() -> None:
        migrate()
        say("Voorbeeldgegevens laden, als de database leeg is ...")
        manage(env, "demo_data", f"--scale={scale}", "--if-empty")

    if own_database:
        home = data_folder(folder / "services")
        bootstrap.step("database", _code(), home / "postgres", fill, stamps=home / "stamps")
    else:
        migrate()
    collect_static(env)


def _code() -> list[Path]:
    """List all that can change what stands in the database."""
    packages = [path.parent for path in ROOT.glob("*/apps.py")]
    files = [path for package in packages for path in package.rglob("*") if path.is_file()]
    return [LOCAL / "stamps/packages", *(path for path in files if path.suffix != ".pyc")]


def commands(
    folder: Path, port: int, *, beats: int = 1
) -> Iterator[tuple[str, str, tuple[str | Path, ...]]]:
    """Give the title, the name and the command of each program of the site."""
    yield (
        "De webserver",
        "web",
        (*GUNICORN, f"--bind=127.0.0.1:{port}"),
    )
    quiet = ("--without-gossip", "--without-mingle")
    yield (
        "De werker",
        "worker",
        (*CELERY, "netwerk.celery", "worker", "--concurrency=2", "--loglevel=INFO", *quiet),
    )
    # Without --pidfile= beat would leave a pid file of its own that stops the next start.
    for number in range(1, beats + 1):
        name, title = ("beat", "De klok") if number == 1 else (f"beat{number}", f"Klok {number}")
        schedule = f"--schedule={folder / f'run/{name}-schedule'}"
        yield (
            title,
            name,
            (*CELERY, "netwerk.klok", "beat", "--pidfile=", "--loglevel=INFO", schedule),
        )
    yield "De berichtenlus", "berichtenlus", (PYTHON, "manage.py", "berichtenlus")
    if os.environ.get("MAIL_IN_DOMAIN"):
        yield "De brievenbus", "postvak", (PYTHON, "manage.py", "postvak")


def start_program(
    folder: Path, name: str, command: tuple[str | Path, ...], env: Mapping[str, str]
) -> Child:
    """Start one of them, with its pid file in `folder/run` and its log in `folder/log`."""
    log = folder / f"log/{name}.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.unlink()
    return spawn(name, command, run_dir=folder / "run", log=log, env=env, cwd=ROOT)


def _wait_until_healthy(site: Site, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    answer = ""
    while time.monotonic() < deadline:
        status, answer = _health(site.url)
        if status == 200:
            return
        site.look()
        time.sleep(0.1)
    raise ServiceError(
        f"De site werd niet gezond in {START_SECONDS} s. /gezond/ zei: {answer or 'niets'}\n"
        f"Het einde van {folder / 'log/web.log'}:\n{tail(folder / 'log/web.log')}"
    )


def _health(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{url}gezond/", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")[:500]
    except OSError:
        return 0, ""
