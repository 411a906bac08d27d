"""Put a package back into an empty installation: all of it, or nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection, transaction

from netwerk.exit import files
from netwerk.exit.choices import OF_THE_MACHINE, SHIPPED
from netwerk.exit.export import FORMAT
from netwerk.exit.package import MANIFEST, PIECE, SUMS, Reader, checksum
from netwerk.exit.tables import CHUNK, ExitError, Table, all_models, schema, tables
from netwerk.kern import planner

MOST_MANIFEST = 20_000_000
MOST_LINE = 200_000_000
Say = Callable[[str], Any]
Sums = dict[str, str]


def load(source: Path, say: Say) -> dict[str, Any]:
    """Fill this installation, and look whether what stands in it equals the package.

    Raises ExitError with words for people; then no row and no file was kept.
    """
    with Reader(source) as package:
        _refuse_what_is_used()  # before the long look at the package; under lock again below
        manifest, sums = check(package, say)
        known = _known_tables(manifest)
        written: list[tuple[Any, str]] = []
        try:
            with transaction.atomic():
                _refuse_what_is_used()
                _rows(package, manifest, known, say)
                _put_files(package, known, sums, written, say)
                _verify(manifest, known, say)
        except BaseException as error:
            for storage, name in written:
                storage.delete(name)
            if isinstance(error, DatabaseError):
                raise ExitError(f"De database weigert deze gegevens: {error}") from error
            raise
        planner.count_anew()  # all is kept by now: when this fails, nothing is thrown away
        return manifest


def check(package: Reader, say: Say) -> tuple[dict[str, Any], Sums]:
    """Return what the package says of itself, after looking at every byte of it."""
    say("Pakket nakijken")
    names = set(package.names())
    manifest = _manifest(package, names)
    sums = package.check_sums(names, manifest["controlegetal"])
    return manifest, sums


def _manifest(package: Reader, names: set[str]) -> dict[str, Any]:
    for needed in (MANIFEST, SUMS):
        if needed not in names:
            raise ExitError(f"Dit is geen pakket van het portaal: {needed} ontbreekt.")
    try:
        manifest = json.loads(package.whole(MANIFEST, MOST_MANIFEST))
        known = manifest["formaat"] == FORMAT
        rows = {each["soort"]: (each["bestand"], each["rijen"]) for each in manifest["tabellen"]}
        complete = len(rows) == len(manifest["tabellen"]) and manifest["controlegetal"]
        complete = complete and all(each in manifest for each in ("schema", "gemaakt_op"))
    except (ValueError, TypeError, KeyError) as error:
        raise ExitError(f"{MANIFEST} is niet te lezen.") from error
    if not known or not complete:
        raise ExitError("Dit pakket is van een andere versie van het portaal.")
    return manifest  # type: ignore[no-any-return]


def _known_tables(manifest: dict[str, Any]) -> list[Table]:
    """Return the tables of here, if those of the package are the same."""
    known = {table.label: table for table in tables()}
    told = {each["soort"]: each for each in manifest["tabellen"]}
    if unknown := sorted(set(told) - set(known)):
        raise ExitError(f"Dit portaal kent {unknown[0]} niet. Gebruik de versie van het pakket.")
    if manifest["schema"] != schema():
        ours, theirs = schema(), manifest["schema"]
        differ = sorted(app for app in {*ours, *theirs} if ours.get(app) != theirs.get(app))
        raise ExitError(
            "De database heeft een andere versie dan het pakket. Zet eerst dezelfde versie van "
            f"het portaal neer. Anders is: {', '.join(differ)}."
        )
    for label, table in known.items():
        if label not in told:
            raise ExitError(f"In het pakket ontbreekt {label}.")
        if told[label]["kolommen"] != table.columns or told[label]["bestand"] != table.file:
            raise ExitError(f"{label} ziet er hier anders uit dan in het pakket.")
    return list(known.values())


def _refuse_what_is_used() -> None:
    """Stop when somebody already did something here; what ships with the portal may stand."""
    for model in all_models():
        label = model._meta.label
        if label not in SHIPPED | OF_THE_MACHINE and model._base_manager.exists():
            raise ExitError(
                f"Deze database is niet leeg: er staat al iets in {label}. Er is niets veranderd. "
                "Begin met een nieuwe database en 'manage.py migrate'."
            )


def _rows(package: Reader, manifest: dict[str, Any], known: list[Table], say: Say) -> None:
    told = {each["soort"]: each for each in manifest["tabellen"]}
    every = [Table(model).name for model in all_models()]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"TRUNCATE {', '.join(every)}")
    with _without_triggers(every):
        for table in known:
            for lines in _chunks(package, table.file):
                table.insert(lines)
            say(f"{table.label}: {told[table.label]['rijen']}")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every key points at something


@contextmanager
def _without_triggers(every: list[str]) -> Iterator[None]:
    """Write as it was: no old version is added, nothing that protects a row stops us.

    Only our own triggers sleep; those that guard keys are PostgreSQL's and stay awake.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgrelid = ANY(%s::regclass[])",
            [every],
        )
        guarded = [name for (name,) in cursor.fetchall()]
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _chunks(package: Reader, name: str) -> Iterator[list[bytes]]:
    lines: list[bytes] = []
    size = 0
    with package.open(name) as file:
        while line := file.readline(MOST_LINE):
            lines.append(line)
            size += len(line)
            if len(lines) == CHUNK or size > PIECE:
                yield lines
                lines, size = [], 0
    if lines:
        yield lines


def _put_files(
    package: Reader, known: list[Table], sums: Sums, written: list[tuple[Any, str]], say: Say
) -> None:
    """Write the files that the rows point at, each under its own name."""
    missing = set(package.whole("ontbreekt.txt", MOST_MANIFEST).decode().splitlines())
    number = 0
    for table in known:
        for storage, name in files.names_of(table):
            inside = files.FOLDER + name
            if name in missing:
                continue
            if inside not in sums:
                raise ExitError(f"In het pakket ontbreekt {inside}.")
            _put_file(package, storage, name, sums[inside], written)
            number += 1
    say(f"Bestanden: {number}")


def _put_file(
    package: Reader, storage: Any, name: str, digest: str, written: list[tuple[Any, str]]
) -> None:
    try:
        if not storage.exists(name):
            written.append((storage, name))
            with package.open(files.FOLDER + name) as content:
                files.write(storage, name, content)
        same = checksum(files.pieces(storage, name)) == digest
    except (OSError, SuspiciousOperation) as error:
        raise ExitError(f"{name} kan hier niet worden bewaard.") from error
    if not same:
        raise ExitError(f"Er staat hier al een ander bestand met de naam {name}.")


def _verify(manifest: dict[str, Any], known: list[Table], say: Say) -> None:
    """Compute every number and checksum anew from what stands in the database now."""
    told = {each["soort"]: each for each in manifest["tabellen"]}
    for table in known:
        if table.fingerprint() != (told[table.label]["rijen"], told[table.label]["sha256"]):
            raise ExitError(f"{table.label} is na het inlezen niet gelijk aan het pakket.")
    for table in known:  # last: a counter does not go back with a transaction
        if counter := told[table.label]["teller"]:
            table.set_counter(*counter)
    say("Alles nagerekend: aantallen en controlegetallen zijn gelijk aan het pakket.")
