"""Editions: a redacteur prepares one, it is made in the background, another lets it appear.

The truth stands in the rows: a step locks the edition, freezes the next adviezen of ``waiting``
and takes them off that list, in one transaction. So a book of any size takes the memory of one
step, and a process that dies loses one step.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek import openbaar
from handboek.enums import UitgaveState
from handboek.models import Uitgave
from handboek.services import bevriezen
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.registry import GLANCE, every_round
from netwerk.kern.berichten.services import announce, wake
from netwerk.kern.policy import allowed

logger = logging.getLogger(__name__)
LOCK = 7_382_002  # any number, as long as no other part of the site locks on it
MOST_ATTEMPTS = 5
EMPTY = "Het handboek heeft nog geen advies. Een uitgave maken kan pas daarna."
BUSY = "Er is al een uitgave in de maak. Maak die eerst af, of gooi hem weg."
APPEARED = "Deze uitgave is al verschenen. Daar verandert niets meer aan."
NOT_READY = "Deze uitgave is nog niet klaar om te verschijnen."


@transaction.atomic
def start_uitgave(*, actor: Any, name: str, foreword: str, year: int | None = None) -> Uitgave:
    """Begin an edition of the book as it is now; its texts are frozen in the background."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if Uitgave.objects.exclude(state=UitgaveState.FINAL).exists():
        raise ValidationError(BUSY)
    keys = list(openbaar.openbare_rijen().values_list("pk", flat=True))
    if not keys:
        raise ValidationError(EMPTY)
    made = bevriezen.begin(
        actor=actor,
        name=name,
        foreword=foreword,
        year=year or timezone.localdate().year,
        keys=keys,
    )
    record(actor=actor, action="uitgave.started", subject=made, adviezen=made.total)
    wake()
    return made


@every_round
def go_on_with_uitgaven() -> None:
    """Do some steps between two rounds of mail."""
    make_uitgaven(seconds=GLANCE)


def make_uitgaven(*, seconds: float) -> int:
    """Do steps until nothing is due or the time is over; return how many."""
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end and make_step(timezone.now()):
        done += 1
    return done


def make_step(now: datetime) -> bool:
    """Freeze the next adviezen of an edition; what fails is undone and tried again later."""
    rows = Uitgave.objects.filter(state=UitgaveState.MAKING, due_at__lte=now)
    key = None
    try:
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).first()
            if row is None:
                return False
            key = row.pk
            bevriezen.freeze_some(row)
            if row.state == UitgaveState.READY:
                record(actor=None, action="uitgave.ready", subject=row)
                announce(kind="uitgave.ready", subject=row, actor=None)
    except Exception:
        if key is None:
            raise
        logger.exception("Uitgave %s failed.", key)
        with transaction.atomic():
            _failed(Uitgave.objects.select_for_update().get(pk=key))
    return True


def _failed(uitgave: Uitgave) -> None:
    uitgave.attempts += 1
    uitgave.due_at = timezone.now() + timedelta(minutes=uitgave.attempts)
    if uitgave.attempts >= MOST_ATTEMPTS:
        uitgave.state = UitgaveState.FAILED
    uitgave.save(update_fields=["attempts", "due_at", "state"])


@transaction.atomic
def change_uitgave(*, actor: Any, uitgave: Uitgave, name: str, foreword: str) -> Uitgave:
    """Change the name and the foreword of one that did not appear; another one decides then."""
    found = _not_final(uitgave)
    found.name, found.foreword, found.edited_by = name, foreword, actor
    found.save(update_fields=["name", "foreword", "edited_by"])
    record(actor=actor, action="uitgave.changed", subject=found)
    return found


@transaction.atomic
def publish_uitgave(*, actor: Any, uitgave: Uitgave, seen: str) -> Uitgave:
    """Let it appear; from now on it stays as it is, and everybody hears of it.

    ``seen`` is the mark of the words that this redacteur read.
    """
    found = _not_final(uitgave)
    if seen != found.mark():
        raise ChangedMeanwhileError
    if found.state != UitgaveState.READY:
        raise ValidationError(NOT_READY)
    if not allowed(actor, "handboek.decide_uitgave", found):
        raise PermissionDenied("Somebody else than the makers decides.")
    found.state = UitgaveState.FINAL
    found.agreed_by, found.published_at = actor, timezone.now()
    found.day = timezone.localdate()
    found.save(update_fields=["state", "agreed_by", "published_at", "day"])
    record(actor=actor, action="uitgave.published", subject=found, made_by=found.made_by_id)
    announce(kind="uitgave.published", subject=found, actor=actor)
    return found


@transaction.atomic
def discard_uitgave(*, actor: Any, uitgave: Uitgave) -> None:
    """Throw one away that did not appear; its number is free again."""
    found = _not_final(uitgave)
    record(actor=actor, action="uitgave.discarded", subject=found, code=found.code)
    found.delete()


def _not_final(uitgave: Uitgave) -> Uitgave:
    found = Uitgave.objects.select_for_update().get(pk=uitgave.pk)
    if found.state == UitgaveState.FINAL:
        raise ValidationError(APPEARED)
    return found
