"""When somebody must look at an advies again: told two weeks before, and when the day is past."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from handboek.enums import SignalKind, State
from handboek.models import Advies, Signaal
from handboek.services.evidence import handle_signaal
from netwerk.kern.berichten.services import announce

BEFORE = timedelta(days=14)
CHECKED = "Er staat een nieuwe dag om het na te kijken."


def remind_of_reviews(*, today: date) -> int:
    """Tell who keeps an advies that its day is near or past; return how many were told.

    Each once for its day: the row remembers for which day it was told. Each is a transaction of
    its own with its row locked, so this may run twice at once and be cut off anywhere.
    """
    told = 0
    for kind, rows in (("review_soon", _soon(today)), ("review_due", _due(today))):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        told += sum(_tell(kind, rows, pk) for pk in keys)
    return told


def close_review_tasks(advies: Advies, *, actor: Any) -> None:
    """Close the tasks about the day, now that there is another one."""
    waiting = Signaal.objects.waiting().filter(advies=advies, kind=SignalKind.REVIEW_DUE)
    for signaal in waiting.select_for_update():
        handle_signaal(actor=actor, signaal=signaal, note=CHECKED)


def _soon(today: date) -> QuerySet[Advies]:
    rows = Advies.objects.filter(state=State.PUBLISHED, review_at__range=(today, today + BEFORE))
    return rows.exclude(soon_told_for=F("review_at"))


def _due(today: date) -> QuerySet[Advies]:
    rows = Advies.objects.filter(state=State.PUBLISHED, review_at__lt=today)
    return rows.exclude(due_told_for=F("review_at"))


@transaction.atomic
def _tell(kind: str, rows: QuerySet[Advies], pk: int) -> bool:
    advies = rows.filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
    if advies is None:
        return False
    assert advies.review_at is not None
    field = "soon_told_for" if kind == "review_soon" else "due_told_for"
    setattr(advies, field, advies.review_at)
    advies.save(update_fields=[field])
    waiting = Signaal.objects.waiting().filter(advies=advies, kind=SignalKind.REVIEW_DUE)
    if kind == "review_due" and not waiting.exists():
        Signaal.objects.create(advies=advies, kind=SignalKind.REVIEW_DUE)
    day = advies.review_at.isoformat()
    announce(kind=f"advies.{kind}", subject=advies, actor=None, day=day)
    return True
