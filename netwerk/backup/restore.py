"""Put a backup back into an empty place, and see that all is as it was."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from communities.models import ApiSleutel
from netwerk.backup import programs
from netwerk.backup.tables import differing, fingerprints
from netwerk.backup.write import DUMP, FILES, FORMAT, KIND, fits, kept
from netwerk.exit import files
from netwerk.exit.package import MANIFEST, SUMS, Reader, checksum
from netwerk.exit.tables import ExitError
from netwerk.kern import bestanden, planner
from netwerk.kern.audit import services as audit
from netwerk.kern.avg import gewist
from netwerk.kern.avg.werk import erase_again
from netwerk.kern.berichten.models import Delivery, State

MAY_HAVE_GONE = (State.PLANNED, State.LEASED, State.RETRY)
MOST_MANIFEST = 20_000_000
SPARE = 50_000_000  # bytes that stay free on the disk
Say = Callable[[str], Any]


class UnequalError(ExitError):
    """What was loaded is not what was kept; the database holds it all the same."""


def restore(
    source: Path, ledgers: Iterable[Path], say: Say, *, without_ledger: bool = False
) -> tuple[dict[str, Any], int]:
    """Fill this place; return what was in the backup, and how many people were erased again.

    ``without_ledger`` says that there is no list of who was erased, and that this is right.

    Raises ExitError with words for people. Until the database is being filled nothing has
    changed; when that fails, nothing of it is kept.
    """
    with Reader(source, fits) as package:
        _refuse_what_is_used()
        entries = read_ledgers(ledgers, may_lack=without_ledger)
        manifest, sums = _check(package, say)
        written = _put_files(package, sums)
        try:
            _put_rows(source / DUMP)
        except BaseException:
            _throw_away(written)
            raise
    say("Database en bestanden teruggezet")
    _verify(manifest, sums, say)
    call_command("migrate", interactive=False, verbosity=0)
    end_access()
    _doubt_mail()
    again = erase_all_again(entries)
    audit.record(actor=None, action="portaal.restored")
    planner.count_anew()  # last: who was erased and who was signed out goes before speed
    return manifest, again


def _refuse_what_is_used() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace"
        )
        [number] = cursor.fetchone()
    if number:
        raise ExitError(
            f"De database is niet leeg: er staan al {number} tabellen in. Maak een nieuwe, lege "
            "database, en doe daarin nog geen 'manage.py migrate'."
        )
    if any(kept()):
        place = bestanden.path_of("")
        raise ExitError(
            f"{place} is niet leeg. Kies voor MEDIA_ROOT een lege map."
            if place
            else "De emmer van FILES_URL is niet leeg. Kies een lege."
        )


def read_ledgers(ledgers: Iterable[Path], *, may_lack: bool) -> list[gewist.Erased]:
    """Return all who were erased, from the files that are given and from the one of here.

    Raises ExitError when there is none at all: then who asked to go would come back unseen.
    """
    own = settings.ERASURE_LEDGER
    paths = [*ledgers, *([own] if own.exists() else [])]
    if not paths and not may_lack:
        raise ExitError(
            f"Er is geen lijst met wie er gewist is: {own} is er niet. Geef hem met --gewist, "
            "anders komt terug wie weg wilde. Is er nog nooit iemand gewist? Zeg dat met "
            "--niemand-gewist."
        )
    try:
        return [entry for path in paths for entry in gewist.read(path)]
    except gewist.LedgerError as error:
        raise ExitError(str(error)) from error


def _check(package: Reader, say: Say) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the backup says of itself, after looking at every byte of it."""
    say("Reservekopie nakijken")
    names = set(package.names())
    for needed in (MANIFEST, SUMS, DUMP):
        if needed not in names:
            raise ExitError(f"Dit is geen hele reservekopie: {needed} ontbreekt.")
    try:
        manifest = json.loads(package.whole(MANIFEST, MOST_MANIFEST))
        ours = (manifest["soort"], manifest["formaat"]) == (KIND, FORMAT)
        schema, _ = dict(manifest["schema"]), dict(manifest["tabellen"])
        digest = manifest["controlegetal"]
    except (ValueError, TypeError, KeyError) as error:
        raise ExitError(f"{MANIFEST} is niet te lezen.") from error
    if not ours:
        raise ExitError("Dit is geen reservekopie van deze versie van het portaal.")
    known = set(MigrationLoader(None).disk_migrations)
    if newer := sorted(app for app, name in schema.items() if (app, name) not in known):
        raise ExitError(
            "Deze reservekopie is van een nieuwere versie van het portaal "
            f"({manifest['versie']}). Zet eerst die versie neer. Nieuwer is: {', '.join(newer)}."
        )
    return manifest, package.check_sums(names, digest)


def _put_files(package: Reader, sums: dict[str, str]) -> list[str]:
    inside = [name for name in sums if name.startswith(FILES)]
    _require_room(sum((package.source / name).stat().st_size for name in inside))
    written: list[str] = []
    name = ""
    try:
        for each in inside:
            name = each.removeprefix(FILES)
            if default_storage.exists(name):
                raise FileExistsError(name)
            written.append(name)
            with package.open(each) as source:
                files.write(default_storage, name, source)
    except BaseException as error:
        _throw_away(written)
        if isinstance(error, (OSError, SuspiciousFileOperation)):
            place = bestanden.path_of(name) or name
            raise ExitError(f"{place} kan hier niet worden bewaard.") from error
        raise
    return written


def _require_room(size: int) -> None:
    """Raise ExitError when the disk is too small; nobody knows how much a bucket holds."""
    if (root := bestanden.path_of("")) is None:
        return
    root.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(root).free < size + SPARE:
        raise ExitError(f"Op de schijf van {root} is te weinig plek.")


def _throw_away(written: list[str]) -> None:
    for name in written:
        default_storage.delete(name)


def _put_rows(dump: Path) -> None:
    """Let PostgreSQL read it in one transaction: all, or nothing."""
    connection.close()
    for _ in programs.output(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        f"--dbname={programs.database()}",
        str(dump),
    ):
        pass


def _verify(manifest: dict[str, Any], sums: dict[str, str], say: Say) -> None:
    """Compute every number and checksum anew from what stands here now."""
    with transaction.atomic():
        wrong = differing(manifest["tabellen"], fingerprints())
    for name, digest in sums.items():
        if name.startswith(FILES) and _checksum(name.removeprefix(FILES)) != digest:
            wrong.append(name)
    if wrong:
        raise UnequalError(
            f"Na het terugzetten is dit niet gelijk aan de reservekopie: {', '.join(wrong)}. "
            "Gebruik deze database niet. Begin opnieuw met een lege."
        )
    say("Alles nagerekend: aantallen en controlegetallen zijn gelijk aan de reservekopie.")


def _checksum(name: str) -> str:
    return checksum(files.pieces(default_storage, name))


def end_access() -> None:
    """Let everybody sign in again, and make new keys for the API.

    Who was signed out since, must not be back in; a key that was withdrawn since, opens nothing.
    """
    Session.objects.all().delete()
    ApiSleutel.objects.all().delete()


def _doubt_mail() -> None:
    """Let nobody say of mail that was due by now whether it went; each kind knows what then."""
    now = timezone.now()
    due = Delivery.objects.filter(state__in=MAY_HAVE_GONE, due_at__lte=now)
    due.update(state=State.SENDING, lease_until=now)


def erase_all_again(entries: list[gewist.Erased]) -> int:
    """Erase whoever came back with an older database; harmless to do twice."""
    number = 0
    for person, entry in gewist.to_redo(entries):
        erase_again(person, entry)
        number += 1
    gewist.complete()
    return number
