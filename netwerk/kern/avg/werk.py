"""The work that goes on in the background: copies and erasures, one short step after another.

PostgreSQL is the queue: a step locks its row, does its part and writes how far it came, so that
a process that dies loses one step, and several processes never do the same. Both the message
loop and a Celery worker do steps; with Redis dead the loop goes on alone.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from netwerk.kern.audit.services import record
from netwerk.kern.avg import erasure, gewist, kopie, services, vrije_tekst
from netwerk.kern.avg.models import (
    KEEP_EXPORT,
    ExportState,
    Gegevensexport,
    Verwijderverzoek,
)
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.registry import GLANCE, every_round, when_closed
from netwerk.kern.berichten.services import announce

logger = logging.getLogger(__name__)
TURN = 10.0  # seconds in a turn of a worker, which has mail to send too
MOST_ATTEMPTS = 5
PATIENCE = timedelta(days=1)  # for the last mail
LOOK_AGAIN = timedelta(seconds=5)
ON_ITS_WAY = (State.PLANNED, State.LEASED, State.SENDING, State.RETRY)


@when_closed
@every_round
def glance() -> None:
    """Do some steps between two rounds of mail."""
    work(seconds=GLANCE)


def work(*, seconds: float) -> int:
    """Do steps until nothing is due or the time is over; return how many."""
    end, done = time.monotonic() + seconds, 0
    for step in (copy_step, erasure_step):
        while time.monotonic() < end and step(timezone.now()):
            done += 1
    return done


def copy_step(now: datetime) -> bool:
    """Write the next part of the copy that waits longest; False when none is due."""
    rows = Gegevensexport.objects.filter(state=ExportState.BUSY, due_at__lte=now)
    return _step(rows.order_by("due_at", "pk"), _go_on_copying, _copy_failed)


def erasure_step(now: datetime) -> bool:
    """Go on with an erasure that is due; False when none is."""
    rows = Verwijderverzoek.objects.open().filter(due_at__lte=now, next_at__lte=now)
    return _step(rows.order_by("next_at", "pk"), _go_on_erasing, _erasure_failed)


def _step(rows: Any, act: Callable[[Any], None], failed: Callable[[Any, Exception], None]) -> bool:
    """Lock one row and act on it; what fails is undone, logged, and tried again later."""
    key = None
    try:
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).first()
            if row is None:
                return False
            key = row.pk
            act(row)
    except Exception as error:
        if key is None:
            raise
        logger.exception("%s %s failed.", rows.model.__name__, key)
        with transaction.atomic():
            failed(rows.model._base_manager.select_for_update().get(pk=key), error)
    return True


def _go_on_copying(export: Gegevensexport) -> None:
    total = len(kopie.parts())
    if export.step < total:
        kopie.write_part(export, export.step)
        export.step += 1
        export.progress = 95 * export.step // total
        export.save(update_fields=["step", "progress"])
        return
    export.file = kopie.pack(export)
    export.state, export.progress = ExportState.READY, 100
    export.ready_at = timezone.now()
    export.expires_at = export.ready_at + KEEP_EXPORT
    export.save()
    record(actor=None, action="gegevensexport.ready", subject=export)
    announce(kind="avg.export_ready", subject=export, actor=None)
    transaction.on_commit(lambda: kopie.throw_away_parts(export), robust=True)


def _copy_failed(export: Gegevensexport, error: Exception) -> None:
    export.attempts += 1
    export.error = type(error).__name__[:60]
    export.due_at = timezone.now() + timedelta(minutes=export.attempts)
    if export.attempts >= MOST_ATTEMPTS:
        export.state = ExportState.FAILED
        transaction.on_commit(lambda: kopie.throw_away_parts(export), robust=True)
    export.save()


def _go_on_erasing(verzoek: Verwijderverzoek) -> None:
    person = verzoek.person
    if verzoek.farewell_at is None:
        _say_goodbye(verzoek, person)
    elif _farewell_is_on_its_way(verzoek):
        verzoek.next_at = timezone.now() + LOOK_AGAIN
    elif verzoek.step < len(columns := vrije_tekst.columns()):
        addresses = erasure.addresses_of(person)
        if verzoek.step == 0:
            erasure.forget_by_address(person, addresses)
        was_seen = verzoek.requested_by_id != person.pk  # by a beheerder
        traces = vrije_tekst.traces_of(person, addresses, was_seen=was_seen)
        vrije_tekst.clean_column(traces, *columns[verzoek.step], person)
        verzoek.step += 1
    else:
        now = timezone.now()
        _finish(verzoek, person, now)
        was_seen = verzoek.requested_by_id != person.pk
        gewist.add(gewist.Erased(person.pk, now, was_seen))  # else all of this is done again
    verzoek.save(update_fields=["farewell_at", "next_at", "step", "done_at", "error"])


def _finish(verzoek: Verwijderverzoek, person: Any, moment: datetime) -> None:
    for export in Gegevensexport.objects.filter(person=person):
        transaction.on_commit(partial(kopie.throw_away_parts, export), robust=True)
    erasure.erase(person, erasure.addresses_of(person))
    verzoek.done_at = moment
    record(actor=None, action="deelnemer.erased", subject=person, request=verzoek.pk)


@transaction.atomic
def erase_again(person: Any, entry: gewist.Erased) -> None:
    """Erase somebody whom a backup brought back: at once, and without a word to them."""
    addresses = erasure.addresses_of(person)
    traces = vrije_tekst.traces_of(person, addresses, was_seen=entry.was_seen)
    verzoek = Verwijderverzoek.objects.open().filter(person=person).first()
    verzoek = verzoek or Verwijderverzoek(person=person, due_at=entry.at)
    verzoek.requested_by = None if entry.was_seen else person
    verzoek.farewell_at = verzoek.farewell_at or entry.at  # it was said then
    erasure.forget_by_address(person, addresses)
    for column in (columns := vrije_tekst.columns()):
        vrije_tekst.clean_column(traces, *column, person)
    verzoek.step = len(columns)
    verzoek.save()
    _finish(verzoek, person, entry.at)
    verzoek.save(update_fields=["done_at"])


def _say_goodbye(verzoek: Verwijderverzoek, person: Any) -> None:
    """Close the account and send the last mail; who became indispensable meanwhile, waits."""
    if services.obstacles(person):
        verzoek.error = "onmisbaar"
        verzoek.next_at = timezone.now() + timedelta(days=1)
        return
    verzoek.error = ""
    verzoek.farewell_at = timezone.now()
    locked: Any = get_user_model()._default_manager.select_for_update().get(pk=person.pk)
    locked.is_active = False
    locked.session_generation += 1
    locked.save(update_fields=["is_active", "session_generation"])
    announce(kind="avg.erased", subject=verzoek, actor=None)


def _farewell_is_on_its_way(verzoek: Verwijderverzoek) -> bool:
    """Say whether the last mail still has to go; then its address is still needed."""
    assert verzoek.farewell_at is not None
    if verzoek.farewell_at + PATIENCE < timezone.now():
        return False
    about: dict[str, Any] = {"kind": "avg.erased", "object_id": verzoek.pk}
    if MessageEvent.objects.filter(**about, planned_at__isnull=True).exists():
        return True
    events = MessageEvent.objects.filter(**about)
    return Delivery.objects.filter(event__in=events, state__in=ON_ITS_WAY).exists()


def _erasure_failed(verzoek: Verwijderverzoek, error: Exception) -> None:
    verzoek.attempts += 1
    verzoek.error = "mislukt"
    verzoek.next_at = timezone.now() + timedelta(minutes=min(verzoek.attempts, 60))
    verzoek.save(update_fields=["attempts", "error", "next_at"])
