"""Keeping a search, changing and dropping it, and looking for what is new in it."""

import logging
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict

from netwerk.kern.berichten import preferences
from netwerk.kern.berichten.models import Frequency
from netwerk.kern.berichten.services import announce
from netwerk.kern.zoeken import bronnen
from netwerk.kern.zoeken.hits import MOST, TooSlowError, patience
from netwerk.kern.zoeken.models import MOST_EACH, Zoekopdracht

logger = logging.getLogger(__name__)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = time(7)
SATURDAY = 5
SOON = timedelta(minutes=15)
MOST_TOLD = 50  # rows of which one mail can tell
MOST_AT_ONCE = 200  # searches in one run of the clock


class KeepError(Exception):
    """A search cannot be kept; the text says why, in Dutch."""


@transaction.atomic
def keep_search(
    *, actor: Any, place: str, choices: str, name: str, frequency: str, now: datetime
) -> Zoekopdracht:
    """Keep a search; what it finds now is not new. Raises KeepError with a reason in Dutch."""
    get_user_model()._default_manager.select_for_update().get(pk=actor.pk)  # counts one by one
    if Zoekopdracht.objects.visible_to(actor).kept().count() >= MOST_EACH:
        raise KeepError(
            f"Je hebt al {MOST_EACH} zoekopdrachten. Haal er eerst een weg die je niet meer nodig "
            "hebt."
        )
    return Zoekopdracht.objects.create(
        person=actor,
        name=name,
        place=place,
        choices=choices,
        frequency=frequency,
        seen=_found(actor, place, choices),
        due_at=next_moment(frequency, now),
    )


def _found(person: Any, place: str, choices: str) -> dict[str, list[int]]:
    bron = bronnen.get(place)
    if bron is None:
        raise KeepError("Deze pagina kun je niet bewaren.")
    try:
        with patience():
            found = bron.ids(person, QueryDict(choices))
    except TooSlowError as error:
        raise KeepError("Dit zoeken duurde te lang. Maak het preciezer.") from error
    if any(len(ids) >= MOST for ids in found.values()):
        raise KeepError(
            "Deze zoekopdracht vindt te veel om bij te houden. Maak hem preciezer: voeg een woord "
            "of een keuze toe."
        )
    return found


@transaction.atomic
def change_search(
    *, actor: Any, row: Zoekopdracht, name: str, frequency: str, now: datetime
) -> None:
    """Give a search another name or rhythm; one that was stopped begins with what is there now."""
    row = Zoekopdracht.objects.select_for_update().get(pk=row.pk)
    stopped = row.frequency == Frequency.NEVER or preferences.attention_of(actor, row) != ""
    row.name, row.frequency = name, frequency
    if frequency != Frequency.NEVER:
        preferences.set_attention(person=actor, topic=row, attention="")
        row.due_at = next_moment(frequency, now)
        if stopped:
            row.seen = _merged(row.seen, _found(actor, row.place, row.choices))
    row.save(update_fields=["name", "frequency", "due_at", "seen"])


@transaction.atomic
def remove_search(*, actor: Any, row: Zoekopdracht, now: datetime) -> None:
    """Throw a search away; it can be put back for a while, as one of the last MOST_EACH."""
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    mine = Zoekopdracht.objects.visible_to(actor).filter(removed_at__isnull=False)
    last = mine.order_by("-removed_at", "-pk").values_list("pk", flat=True)
    mine.filter(pk__in=list(last[MOST_EACH:])).delete()


@transaction.atomic
def restore_search(*, actor: Any, row: Zoekopdracht, now: datetime) -> None:
    """Put a search back; what came meanwhile is told at the next look."""
    get_user_model()._default_manager.select_for_update().get(pk=actor.pk)
    if Zoekopdracht.objects.visible_to(actor).kept().count() >= MOST_EACH:
        raise KeepError(f"Je hebt al {MOST_EACH} zoekopdrachten. Haal er eerst een weg.")
    row.removed_at = None
    row.due_at = next_moment(row.frequency, now)
    row.save(update_fields=["removed_at", "due_at"])


def next_moment(frequency: str, now: datetime) -> datetime:
    """Return when to look again (UTC): soon, or at seven on the next working day or Monday."""
    if frequency not in {Frequency.DAILY, Frequency.WEEKLY}:
        return now + SOON
    day = now.astimezone(AMSTERDAM).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY or (frequency == Frequency.WEEKLY and day.weekday() != 0):
        day += timedelta(days=1)
    return datetime.combine(day, HOUR, AMSTERDAM)


def look_for_new(*, now: datetime) -> int:
    """Look in the searches that are due; return in how many there was something new.

    Each is a transaction of its own with its row locked: it may run twice at once, or be cut off.
    """
    due = Zoekopdracht.objects.running().filter(due_at__lte=now)
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_look(pk, now) for pk in keys)


@transaction.atomic
def _look(pk: int, now: datetime) -> bool:
    rows = Zoekopdracht.objects.running().filter(pk=pk, due_at__lte=now)
    row = rows.select_related("person").select_for_update(of=("self",), skip_locked=True).first()
    bron = bronnen.get(row.place) if row else None
    if row is None or bron is None:
        return False
    row.due_at = next_moment(row.frequency, now)
    found: dict[str, list[int]] = {}
    try:
        with patience():
            found = bron.ids(row.person, QueryDict(row.choices))
    except TooSlowError:
        logger.warning("Zoekopdracht %s takes too long; it is tried again later.", row.pk)
    new = {
        kind: fresh
        for kind, ids in found.items()
        if (fresh := sorted(set(ids) - set(row.seen.get(kind, []))))
    }
    if new:
        row.seen = _merged(row.seen, new)
        announce(kind="zoekopdracht.found", subject=row, actor=None, found=_newest(new))
    row.save(update_fields=["due_at", "seen"])
    return bool(new)


def _merged(seen: dict[str, list[int]], found: dict[str, list[int]]) -> dict[str, list[int]]:
    kinds = seen.keys() | found.keys()
    return {kind: sorted({*seen.get(kind, []), *found.get(kind, [])}) for kind in sorted(kinds)}


def _newest(new: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return the rows that a mail can tell of, the newest of each kind."""
    return {kind: ids[-MOST_TOLD:] for kind, ids in new.items()}
