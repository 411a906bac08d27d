"""Asking, half a year and a year after a casus was finished, how it is now; and the answer."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import Outcome, Stage
from casussen.models import Casus, Terugblik
from casussen.models.terugblikken import MONTHS, TerugblikQuerySet
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.rows import lock_standing
from casussen.services.stage import set_stage
from netwerk.kern import events
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

REMIND_AFTER = timedelta(weeks=3)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def plan_terugblikken(*, casus: Casus, actor: Any) -> None:
    """Write down when to ask how it is now; handles ``casus.finished``.

    What was answered before stays. What was asked without an answer is asked again.
    """
    finished = timezone.localdate(casus.finished_at)
    for months in MONTHS:
        due = months_later(finished, months)
        row, made = Terugblik.objects.select_for_update().get_or_create(
            casus=casus, months=months, defaults={"due_on": due}
        )
        if not made and row.answered_at is None:
            row.due_on, row.asked_at, row.reminded_at = due, None, None
            row.save(update_fields=["due_on", "asked_at", "reminded_at"])


@transaction.atomic
def drop_terugblikken(*, casus: Casus, actor: Any) -> None:
    """Forget what was not asked yet: people work on it again. Handles ``casus.reopened``."""
    casus.terugblikken.filter(asked_at__isnull=True, answered_at__isnull=True).delete()


def ask_due(*, now: datetime) -> int:
    """Ask what is due, and ask once more after three weeks; return how many questions went out.

    Each question is a transaction of its own with its row locked, so this may run twice at once
    and be cut off anywhere.
    """
    return _each(_due(now), _ask_one, now) + _each(_unanswered(now), _remind_one, now)


def _each(rows: TerugblikQuerySet, step: Callable[[int, datetime], bool], now: datetime) -> int:
    """Take a step for each row; the keys are looked up once, however many there are."""
    keys = list(rows.order_by("due_on", "pk").values_list("pk", flat=True))
    return sum(step(pk, now) for pk in keys)


def _due(now: datetime) -> TerugblikQuerySet:
    rows = Terugblik.objects.waiting().filter(due_on__lte=timezone.localdate(now))
    return rows.filter(asked_at__isnull=True)


def _unanswered(now: datetime) -> TerugblikQuerySet:
    rows = Terugblik.objects.waiting().filter(asked_at__lte=now - REMIND_AFTER)
    return rows.filter(reminded_at__isnull=True)


@transaction.atomic
def _ask_one(pk: int, now: datetime) -> bool:
    row = _lock(_due(now), pk)
    if row is None:
        return False
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    _tell("terugblik.asked", row)
    return True


@transaction.atomic
def _remind_one(pk: int, now: datetime) -> bool:
    row = _lock(_unanswered(now), pk)
    if row is None:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    _tell("terugblik.reminded", row)
    return True


def _lock(rows: TerugblikQuerySet, pk: int) -> Terugblik | None:
    """Return the row when it still waits, unless another run has it."""
    rows = rows.filter(pk=pk).select_related("casus")
    return rows.select_for_update(of=("self",), skip_locked=True).first()


def _tell(kind: str, row: Terugblik) -> None:
    record(actor=None, action=kind, subject=row.casus, months=row.months)
    announce(
        kind=kind,
        subject=row.casus,
        actor=None,
        terugblik_id=row.pk,
        months=row.months,
        due=row.due_on.isoformat(),
    )


@transaction.atomic
def answer_terugblik(
    *, actor: Any, terugblik: Terugblik, outcome: str, body: str, seen: str | None = None
) -> Terugblik:
    """Say how it is now, or say it better within thirty days.

    ``seen`` is the mark of the answer that the person started from; raises ChangedMeanwhileError
    when somebody else answered since. The answer after a year brings a finished casus to
    "gevolgd".
    """
    casus = lock_standing(terugblik.casus)
    row = Terugblik.objects.select_for_update(of=("self",)).get(pk=terugblik.pk)
    if row.stands:
        raise CasusError("Dit antwoord is ouder dan dertig dagen. Het staat nu vast.")
    if seen is not None and seen != row.mark():
        raise ChangedMeanwhileError
    row.outcome, row.body, row.answered_by = Outcome(outcome), body, actor
    row.answered_at = row.answered_at or timezone.now()
    row.save(update_fields=["outcome", "body", "answered_by", "answered_at"])
    casus.save(update_fields=["updated_at"])
    record(
        actor=actor,
        action="terugblik.answered",
        subject=casus,
        months=row.months,
        outcome=str(row.outcome),
    )
    if row.months == MONTHS[-1] and casus.stage == Stage.FINISHED:
        casus = set_stage(actor=actor, casus=casus, stage=Stage.FOLLOWED)
    events.emit("casus.followed_up", casus=casus, actor=actor)
    return row
