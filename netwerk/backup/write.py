"""Write a backup: the database as it was at one moment, and the files beside it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from netwerk.backup import programs
from netwerk.backup.tables import fingerprints
from netwerk.exit import files
from netwerk.exit.package import Writer, pieces
from netwerk.exit.tables import ExitError, all_models, schema
from netwerk.exit.tables import Table as Rows
from netwerk.kern import bestanden
from netwerk.kern.audit import services as audit
from netwerk.kern.avg import gewist
from netwerk.kern.toezicht.stand import version

KIND, FORMAT = "reservekopie", 1
DUMP = "database.dump"
FILES = "bestanden/"
Say = Callable[[str], Any]


def backup(target: Path, say: Say) -> dict[str, Any]:
    """Write all of it, and return what is in it; ExitError leaves nothing behind.

    The database is looked at first and the files after it: a file that comes meanwhile has no
    row in this backup, and one that goes was thrown away on purpose.
    """
    try:
        gewist.complete()
    except gewist.LedgerError as error:
        raise ExitError(str(error)) from error
    with Writer(target, fits) as package, transaction.atomic():
        snapshot = _one_moment()
        manifest = {
            "soort": KIND,
            "formaat": FORMAT,
            "naam": settings.SITE_NAME,
            "adres": settings.SITE_URL,
            "versie": version(),
            "gemaakt_op": timezone.now().isoformat(timespec="seconds"),
            "postgresql": programs.server_version(),
            "schema": schema(),
            "tabellen": fingerprints(),
        }
        package.add(DUMP, _dump(snapshot))
        say("Database: klaar")
        kept = set(_files(package))
        missing = sorted(set(_named()) - kept)
        package.add("ontbreekt.txt", (f"{name}\n".encode() for name in missing))
        say(f"Bestanden: {len(kept)}" + (f", {len(missing)} niet gevonden" if missing else ""))
        manifest |= {"bestanden": len(kept), "ontbrekende_bestanden": len(missing)}
        manifest["controlegetal"] = package.sums()
        package.finish(json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
    audit.record(actor=None, action="portaal.backed_up")
    return manifest


def fits(name: str) -> bool:
    """Say whether a name stays inside a backup, and on one line of its list."""
    inside = name in {DUMP, "ontbreekt.txt"} or name.startswith(FILES)
    return inside and name.isprintable() and "\\" not in name and _stays_inside(name)


def _stays_inside(name: str) -> bool:
    return not any(part in {"", ".", ".."} for part in name.split("/"))


def kept() -> Iterator[str]:
    """Give the name of every file, but for the list of who was erased: it stays with its place."""
    ledger = settings.ERASURE_LEDGER
    return (name for name in bestanden.names() if bestanden.path_of(name) != ledger)


def _one_moment() -> str:
    """Begin to look at one moment, which pg_dump can share; return its name."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])


def _dump(snapshot: str) -> Iterator[bytes]:
    yield from programs.output(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--lock-wait-timeout=60s",
        f"--snapshot={snapshot}",
        f"--dbname={programs.database()}",
    )


def _files(package: Writer) -> Iterator[str]:
    """Write every file that is there now; one that goes before its turn is passed over."""
    for name in kept():
        try:
            opened = default_storage.open(name, "rb")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ExitError(f"{bestanden.path_of(name) or name} is niet te lezen.") from error
        with opened as file:
            package.add(FILES + name, pieces(file))
        yield name


def _named() -> Iterator[str]:
    """Give the names that rows have for files."""
    for model in all_models():
        for _, name in files.names_of(Rows(model)):
            yield name
