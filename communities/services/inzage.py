"""Looking at the portal as somebody else, for a reason, without acting (a break-glass act)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from communities.models import Deelnemer, Inzage
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce

LASTS = timedelta(minutes=30)
SHORTEST_REASON = 10


@transaction.atomic
def start_inzage(*, actor: Deelnemer, person: Deelnemer, reason: str) -> Inzage:
    """Begin to look as this person; they get a mail, and the audit log a line.

    Raises ValidationError (Dutch) for a reason that says nothing, and for somebody whose rights
    go further than looking: a beheerder, an engineer, oneself, a closed account.
    """
    if not (actor.is_active and actor.is_beheerder):
        raise PermissionDenied
    current = Deelnemer.objects.select_for_update().get(pk=person.pk)
    if refusal := why_not(actor, current):
        raise ValidationError(refusal)
    words = " ".join(reason.split())
    if len(words) < SHORTEST_REASON:
        raise ValidationError("Schrijf in een zin waarom je meekijkt. Die persoon leest dat.")
    for running in Inzage.objects.filter(
        beheerder=actor, stopped_at=None, ends_at__gt=timezone.now()
    ):
        stop_inzage(actor=actor, inzage=running)
    now = timezone.now()
    inzage = Inzage.objects.create(
        beheerder=actor, deelnemer=current, reason=words, started_at=now, ends_at=now + LASTS
    )
    audit.record(actor=actor, action="inzage.started", subject=current, inzage=inzage.pk)
    announce(kind="inzage.started", subject=current, actor=actor, inzage_id=inzage.pk)
    return inzage


def why_not(actor: Deelnemer, person: Deelnemer) -> str:
    """Return why nobody may look as this person (Dutch), or ""."""
    if person.pk == actor.pk:
        return "Je kunt niet met jezelf meekijken."
    if person.is_beheerder or person.is_staff or person.is_superuser:
        return f"{person} is zelf beheerder. Met een beheerder kun je niet meekijken."
    if not person.is_active:
        return f"Het account van {person} staat uit. Er is niets om mee te kijken."
    return ""


@transaction.atomic
def stop_inzage(*, actor: Deelnemer, inzage: Inzage) -> Inzage:
    """End it; a second time does nothing."""
    current = Inzage.objects.select_for_update().get(pk=inzage.pk)
    if current.stopped_at is None:
        current.stopped_at = min(timezone.now(), current.ends_at)
        current.save(update_fields=["stopped_at"])
        audit.record(
            actor=actor, action="inzage.stopped", subject=current.deelnemer, inzage=current.pk
        )
    return current
