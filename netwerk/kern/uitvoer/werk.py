"""Makes the files that wait, one at a time: PostgreSQL is the queue.

A process claims a row for some minutes and goes on outside a transaction, so that nobody waits for
a book. Who dies loses its claim, and another begins anew; a file that was asked for in another
state meanwhile is not shown.
"""

import logging
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from netwerk.kern.toezicht import schijf
from netwerk.kern.uitvoer import makers
from netwerk.kern.uitvoer.models import KEEP_OWN, Stand, Uitvoer
from netwerk.kern.uitvoer.services import delete_after_commit

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
REST = timedelta(minutes=1)
TELL = 1.0  # seconds between two words about how far it is


def make_due(*, seconds: float) -> int:
    """Make files until none is due or the time is over; return how many were made.

    While the disk is full they wait.
    """
    if schijf.room().is_full:
        return 0
    end, made = time.monotonic() + seconds, 0
    while time.monotonic() < end and (row := _claim()) is not None:
        made += _make(row)
    return made


@transaction.atomic
def _claim() -> Uitvoer | None:
    now = timezone.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    rows = Uitvoer.objects.filter(free, state=Stand.BUSY, due_at__lte=now)
    row = rows.order_by("due_at", "pk").select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    row.attempts += 1
    row.lease_until = now + LEASE
    if row.attempts > MOST_ATTEMPTS:
        row.state, row.error = Stand.FAILED, row.error or "process died"
    row.save(update_fields=["attempts", "lease_until", "state", "error"])
    return row if row.state == Stand.BUSY else _claim()


def _make(row: Uitvoer) -> bool:
    try:
        with tempfile.TemporaryFile() as file:
            made = makers.of(row.maker).make(row, file, _progress(row))
            return _keep(row, made, file)
    except Exception as error:
        logger.exception("File %s of %s cannot be made.", row.pk, row.maker)
        _failed(row, error)
        return False


def _progress(row: Uitvoer) -> Callable[[int, int], None]:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL:
            told = time.monotonic()
            lease = timezone.now() + LEASE
            Uitvoer.objects.filter(pk=row.pk).update(done=done, total=total, lease_until=lease)

    return tell


def _keep(row: Uitvoer, made: makers.Made, file: IO[bytes]) -> bool:
    """Put the file in its place, unless something else is asked of the row by now."""
    size = file.tell()
    file.seek(0)
    name = default_storage.save(f"uitvoer/{get_random_string(40)}", File(file))
    with transaction.atomic():
        rows = Uitvoer.objects.select_for_update()
        now = rows.filter(pk=row.pk, state=Stand.BUSY, requested_at=row.requested_at).first()
        if now is None:
            default_storage.delete(name)
            return False
        delete_after_commit(str(now.file.name))
        now.file, now.name, now.media_type, now.size = name, made.name, made.media_type, size
        now.state, now.ready_at, now.lease_until = Stand.READY, timezone.now(), None
        now.done, now.error = now.total, ""
        now.expires_at = now.ready_at + KEEP_OWN if now.person_id else None
        now.save()
        _drop_older(now)
    return True


def _drop_older(row: Uitvoer) -> None:
    """Keep one file of the same thing for one person; the rows stay, for they are counted."""
    same = {name: getattr(row, name) for name in ("person", "maker", "about", "form")}
    older = Uitvoer.objects.filter(**same, person__isnull=False).exclude(file="")
    for each in older.exclude(pk=row.pk).select_for_update(of=("self",)):
        delete_after_commit(str(each.file.name))
        each.file = ""
        each.save(update_fields=["file"])


@transaction.atomic
def _failed(row: Uitvoer, error: Exception) -> None:
    rows = Uitvoer.objects.filter(pk=row.pk, state=Stand.BUSY, requested_at=row.requested_at)
    last = row.attempts >= MOST_ATTEMPTS
    rows.update(
        state=Stand.FAILED if last else Stand.BUSY,
        error=type(error).__name__[:60],
        due_at=timezone.now() + REST * row.attempts,
        lease_until=None,
    )
