"""Room on the disk where files are kept: told in time, and refused before nothing is left.

The loop and the worker look once a minute and write it down in ``Heartbeat``, as with mail
(``berichten/watch.py``); the log hears of it once, and once of its end. An upload looks itself.
"""

import logging
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from netwerk.kern.berichten.models import Heartbeat
from netwerk.kern.berichten.registry import once_a_minute

logger = logging.getLogger(__name__)
DISK_LOW = "disk low"
SILENCE = timedelta(minutes=5)  # after which what was written down counts no more
MEGABYTE = 1_000_000
NO_ROOM = (
    "Er is nu geen ruimte voor nieuwe bestanden. Dat ligt niet aan jou: we lossen het zo snel "
    "mogelijk op. Probeer het later opnieuw."
)


@dataclass(frozen=True)
class Room:
    """What is free and how large the disk is, in bytes."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        """Say whether somebody must make room soon."""
        percent = settings.DISK_LOW_PERCENT
        return self.free < settings.DISK_LOW_MB * MEGABYTE or self.free * 100 < self.total * percent

    @property
    def is_full(self) -> bool:
        """Say whether no file may come in: what is left is for the rest of the machine."""
        return self.free < settings.DISK_FULL_MB * MEGABYTE


def room() -> Room:
    """Look at the disk of MEDIA_ROOT, or of where that folder will be."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return Room(usage.free, usage.total)


def refuse_when_full() -> None:
    """Raise ValidationError in Dutch while there is no room for a file."""
    found = room()
    if found.is_full:
        logger.error("No file is taken: %d MB left on the disk.", found.free // MEGABYTE)
        raise ValidationError(NO_ROOM, code="no_room")


@once_a_minute
def look(now: datetime) -> None:
    """Write down whether there is room; the log hears of it once, and once of its end."""
    found = room()
    if not found.is_low:
        if Heartbeat.objects.filter(job=DISK_LOW).delete()[0]:
            logger.warning("There is room on the disk again: %d MB.", found.free // MEGABYTE)
        return
    values = {"ran_at": now, "trouble": f"{found.free // MEGABYTE} MB"}
    _, new = Heartbeat.objects.update_or_create(
        job=DISK_LOW, defaults=values, create_defaults=values | {"since": now}
    )
    if new:
        logger.error(
            "Little room on the disk of MEDIA_ROOT: %d of %d MB left.",
            found.free // MEGABYTE,
            found.total // MEGABYTE,
        )


def written_down(rows: dict[str, Heartbeat], now: datetime) -> Heartbeat | None:
    """Return what was written down of too little room, as long as it is fresh."""
    row = rows.get(DISK_LOW)
    return row if row is not None and now - row.ran_at <= SILENCE else None
