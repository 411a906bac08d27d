"""A beheerder sends once more what did not arrive; the last check still decides.

Only what is given up, came back or is unclear can be sent again. A message that is bound to a
moment (not ``timeless``) only before it expires.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from netwerk.kern.audit.services import record
from netwerk.kern.berichten import bounces, registry
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.services import wake

AGAIN = (State.DEAD, State.BOUNCED, State.AMBIGUOUS)
WORTH = timedelta(days=1)  # a timeless message gets at least this time to arrive
BATCH = 1000


def can_be_sent(now: datetime) -> Q:
    """Return the condition that a message still makes sense."""
    timeless = [message.key for message in registry.all_messages() if message.timeless]
    return Q(state__in=AGAIN) & (Q(kind__in=timeless) | Q(expires_at__gt=now))


def dead_of(reason: str) -> QuerySet[Delivery]:
    """Return what was given up for one reason and still makes sense."""
    rows = Delivery.objects.filter(can_be_sent(timezone.now()), state=State.DEAD)
    return rows.filter(reason=reason)


@transaction.atomic
def retry_delivery(*, actor: Any, delivery: Delivery) -> bool:
    """Plan a message once more; False when it is not to be sent (any more).

    What the lease token of an older attempt says does not count after this.
    """
    rows = Delivery.objects.filter(can_be_sent(timezone.now()), pk=delivery.pk)
    locked = rows.select_for_update().first()
    if locked is None:
        return False
    _plan(Delivery.objects.filter(pk=locked.pk))
    record(actor=actor, action="bericht.retried", subject=locked, was=locked.state)
    wake()
    return True


@transaction.atomic
def retry_dead(*, actor: Any, reason: str) -> int:
    """Plan again what was given up for one reason, at most BATCH at once; return how many."""
    some = dead_of(reason).select_for_update(skip_locked=True).order_by("pk")
    ids = list(some.values_list("pk", flat=True)[:BATCH])
    if ids:
        _plan(Delivery.objects.filter(pk__in=ids))
        record(actor=actor, action="berichten.retried", number=len(ids), first=ids[0])
        wake()
    return len(ids)


@transaction.atomic
def retry_address(*, actor: Any, person: Any) -> int:
    """Try the addresses of a person again as if nothing came back; return how many there were."""
    forgotten = bounces.forget(person)
    if forgotten:
        record(actor=actor, action="deelnemer.address_retried", subject=person)
    return forgotten


def _plan(rows: QuerySet[Delivery]) -> None:
    now = timezone.now()
    timeless = [message.key for message in registry.all_messages() if message.timeless]
    longer = When(kind__in=timeless, then=Greatest(F("expires_at"), Value(now + WORTH)))
    rows.update(
        state=State.PLANNED,
        due_at=now,
        expires_at=Case(longer, default=F("expires_at")),
        attempts=0,
        reason="",
        lease_token=None,
        lease_until=None,
    )
