"""Write the whole portal to a package: rows, files, and texts for people to read."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from netwerk.exit import explain, files, readable
from netwerk.exit.package import Writer
from netwerk.exit.tables import Table, schema, tables
from netwerk.kern import licentie
from netwerk.kern.audit import services as audit

FORMAT = 1
LICENCE = {
    **licentie.AS_DATA,
    "geldt_voor": "het handboek en wat iedereen kan lezen; de rest is van wie het schreef",
}
Say = Callable[[str], Any]


def export(target: Path, say: Say) -> dict[str, Any]:
    """Write all of it as it was at one moment, and return what is in the package.

    Raises ExitError when something stands at the target; then nothing was written.
    """
    with Writer(target) as package, transaction.atomic():
        _one_moment()
        manifest = {
            "naam": settings.SITE_NAME,
            "formaat": FORMAT,
            "adres": settings.SITE_URL,
            "gemaakt_op": timezone.now().isoformat(timespec="seconds"),
            "licentie": LICENCE,
            "schema": schema(),
        }
        known = tables()
        manifest["tabellen"] = [_table(package, table, say) for table in known]
        number, missing = _files(package, known, say)
        manifest["bestanden"] = number
        manifest["ontbrekende_bestanden"] = len(missing)
        package.add("ontbreekt.txt", (f"{name}\n".encode() for name in missing))
        say("Leesbare teksten")
        manifest["leesbaar"] = _texts(package)
        package.add("README.md", [explain.readme(known).encode()])
        manifest["controlegetal"] = package.sums()
        package.finish(json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
    audit.record(actor=None, action="portaal.exported")
    return manifest


def _one_moment() -> None:
    """Show every table as it is now, however long the writing takes."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")


def _table(package: Writer, table: Table, say: Say) -> dict[str, Any]:
    number = 0

    def counted() -> Iterator[bytes]:
        nonlocal number
        for number, line in enumerate(table.lines(), 1):  # noqa: B007 - the last one is the count
            yield line

    digest = package.add(table.file, counted())
    say(f"{table.label}: {number}")
    return {
        "soort": table.label,
        "bestand": table.file,
        "rijen": number,
        "sha256": digest,
        "kolommen": table.columns,
        "teller": table.counter(),
    }


def _files(package: Writer, known: list[Table], say: Say) -> tuple[int, list[str]]:
    """Write every file; one that is not there any more does not stop the rest."""
    number, missing = 0, []
    for table in known:
        for storage, name in files.names_of(table):
            if not storage.exists(name):
                missing.append(name)
                continue
            package.add(files.FOLDER + name, files.pieces(storage, name))
            number += 1
    say(f"Bestanden: {number}" + (f", {len(missing)} niet gevonden" if missing else ""))
    return number, missing


def _texts(package: Writer) -> int:
    number = 0
    for name, text in readable.texts():
        package.add(f"leesbaar/{name}", [text.encode()])
        number += 1
    return number
