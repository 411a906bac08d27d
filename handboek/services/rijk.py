"""Asking the rijk about a les, taking it back, and asking once more after thirty days."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from communities.models import Organisatie
from handboek.models import Les, Rijksvraag
from handboek.models.rijksvragen import RIJK
from handboek.services.vaak import times_today
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

REMIND_AFTER = timedelta(days=30)
NOT_RIJK = "Kies een organisatie van het rijk."
ASKED_ALREADY = "Bij deze les staat al een vraag aan deze organisatie open."
MOST_A_DAY = 3  # each time everybody of that organisation gets mail
TOO_OFTEN = "Deze organisatie kreeg vandaag al drie keer een vraag over deze les."
NOT_OPEN = "Deze vraag staat niet meer open. Lees haar nog eens."
WHY_BACK = "Schrijf op waarom je de vraag terugneemt."
BACK = "De vraag is teruggenomen."


@transaction.atomic
def ask_rijk(*, actor: Any, les: Les, organisatie: Organisatie, question: str) -> Rijksvraag:
    """Ask an organisation of the rijk what it does with a les; its people get mail."""
    les = Les.objects.select_for_update(of=("self",)).get(pk=les.pk)
    if not allowed(actor, "handboek.ask_rijk", les):
        raise PermissionDenied("An organiser of the community or a redacteur asks.")
    if organisatie.side != RIJK or organisatie.has_ended:
        raise ValidationError(NOT_RIJK)
    if les.rijksvragen.open().filter(organisatie=organisatie).exists():
        raise ValidationError(ASKED_ALREADY)
    if times_today(les, ["rijksvraag.asked"], organisatie=organisatie.pk) >= MOST_A_DAY:
        raise ValidationError(TOO_OFTEN)
    vraag = Rijksvraag.objects.create(
        les=les, organisatie=organisatie, question=question, asked_by=actor
    )
    tell("rijksvraag.asked", vraag, actor=actor)
    return vraag


@transaction.atomic
def take_back_rijksvraag(*, actor: Any, vraag: Rijksvraag, reason: str) -> Rijksvraag:
    """Ask no longer: the page says so with the reason, and who was asked hears it.

    A question with an answer stays. What waited for a second reader goes back to its writer.
    """
    if not reason.strip():
        raise ValidationError(WHY_BACK)
    current = locked(vraag)
    if not current.is_open:
        raise ValidationError(NOT_OPEN)
    if not allowed(actor, "handboek.take_back_rijksvraag", current):
        raise PermissionDenied("Who asked takes it back, or a redacteur.")
    now = timezone.now()
    current.withdrawn_at, current.withdrawn_by = now, actor
    current.withdrawn_reason = reason.strip()
    current.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    current.antwoorden.waiting().update(returned_at=now, returned_by=actor, returned_reason=BACK)
    tell("rijksvraag.withdrawn", current, actor=actor)
    return current


def remind_rijk(*, now: datetime) -> int:
    """Ask once more what has waited for thirty days; return how many questions went out.

    Each is a transaction of its own with its row locked, so this may run twice at once and be
    cut off anywhere. What waits for a second reader is not the turn of the rijk.
    """
    keys = list(_unanswered(now).values_list("pk", flat=True))
    return sum(_remind_one(pk, now) for pk in keys)


def locked(vraag: Rijksvraag) -> Rijksvraag:
    """Return the question as it is now, with its row locked."""
    rows = Rijksvraag.objects.select_related("les", "organisatie").select_for_update(of=("self",))
    return rows.get(pk=vraag.pk)


def tell(kind: str, vraag: Rijksvraag, *, actor: Any, **data: Any) -> None:
    """Write in the log what happened to a question, and let people hear of it."""
    record(
        actor=actor,
        action=kind,
        subject=vraag.les,
        rijksvraag=vraag.pk,
        organisatie=vraag.organisatie_id,
    )
    announce(kind=kind, subject=vraag.les, actor=actor, vraag_id=vraag.pk, **data)


def _unanswered(now: datetime) -> Any:
    rows = Rijksvraag.objects.not_answered_by_anybody()
    return rows.filter(asked_at__lte=now - REMIND_AFTER, reminded_at__isnull=True)


@transaction.atomic
def _remind_one(pk: int, now: datetime) -> bool:
    rows = _unanswered(now).filter(pk=pk).select_related("les", "organisatie")
    vraag = rows.select_for_update(of=("self",), skip_locked=True).first()
    if vraag is None:
        return False
    vraag.reminded_at = now
    vraag.save(update_fields=["reminded_at"])
    tell("rijksvraag.reminded", vraag, actor=None)
    return True
