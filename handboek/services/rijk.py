"""Asking the rijk about a les, answering, and asking once more after thirty days."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from communities.models import Organisatie
from handboek.models import Les, Rijksvraag
from handboek.models.rijksvragen import RIJK
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

REMIND_AFTER = timedelta(days=30)
NOT_RIJK = "Kies een organisatie van het rijk."
ASKED_ALREADY = "Bij deze les staat al een vraag aan deze organisatie open."


@transaction.atomic
def ask_rijk(*, actor: Any, les: Les, organisatie: Organisatie, question: str) -> Rijksvraag:
    """Ask an organisation of the rijk what it does with a les; its people get mail."""
    les = Les.objects.select_for_update(of=("self",)).get(pk=les.pk)
    if not allowed(actor, "handboek.ask_rijk", les):
        raise PermissionDenied("An organiser of the community or a redacteur asks.")
    if organisatie.side != RIJK or organisatie.has_ended:
        raise ValidationError(NOT_RIJK)
    if les.rijksvragen.waiting().filter(organisatie=organisatie).exists():
        raise ValidationError(ASKED_ALREADY)
    vraag = Rijksvraag.objects.create(
        les=les, organisatie=organisatie, question=question, asked_by=actor
    )
    _tell("rijksvraag.asked", vraag, actor=actor)
    return vraag


@transaction.atomic
def answer_rijksvraag(
    *, actor: Any, vraag: Rijksvraag, answer: str, seen: str | None = None
) -> Rijksvraag:
    """Give the answer, or change it: what stood before stays in the history.

    ``seen`` is the mark that the person started from (Rijksvraag.mark); raises
    ChangedMeanwhileError when somebody else answered since. Who asked hears it once.
    """
    rows = Rijksvraag.objects.select_related("les", "organisatie").select_for_update(of=("self",))
    current = rows.get(pk=vraag.pk)
    if not allowed(actor, "handboek.answer_rijksvraag", current):
        raise PermissionDenied("Somebody of that organisation answers, or a redacteur for it.")
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    if not answer.strip():
        raise ValidationError("Schrijf het antwoord op.")
    on_behalf = actor.organisatie_id != current.organisatie_id
    first = current.answered_at is None
    if not first and (answer, on_behalf) == (current.answer, current.on_behalf):
        return current
    current.answer, current.answered_by, current.on_behalf = answer, actor, on_behalf
    if first:
        current.answered_at = timezone.now()
    else:
        current.changed_at = timezone.now()
    current.save(update_fields=["answer", "answered_by", "answered_at", "changed_at", "on_behalf"])
    if first:
        _tell("rijksvraag.answered", current, actor=actor)
    else:
        record(actor=actor, action="rijksvraag.changed", subject=current.les, rijksvraag=current.pk)
    return current


def remind_rijk(*, now: datetime) -> int:
    """Ask once more what has waited for thirty days; return how many questions went out.

    Each is a transaction of its own with its row locked, so this may run twice at once and be
    cut off anywhere.
    """
    keys = list(_unanswered(now).values_list("pk", flat=True))
    return sum(_remind_one(pk, now) for pk in keys)


def _unanswered(now: datetime) -> Any:
    rows = Rijksvraag.objects.waiting().filter(asked_at__lte=now - REMIND_AFTER)
    return rows.filter(reminded_at__isnull=True)


@transaction.atomic
def _remind_one(pk: int, now: datetime) -> bool:
    rows = _unanswered(now).filter(pk=pk).select_related("les", "organisatie")
    vraag = rows.select_for_update(of=("self",), skip_locked=True).first()
    if vraag is None:
        return False
    vraag.reminded_at = now
    vraag.save(update_fields=["reminded_at"])
    _tell("rijksvraag.reminded", vraag, actor=None)
    return True


def _tell(kind: str, vraag: Rijksvraag, *, actor: Any) -> None:
    record(
        actor=actor,
        action=kind,
        subject=vraag.les,
        rijksvraag=vraag.pk,
        organisatie=vraag.organisatie_id,
    )
    announce(kind=kind, subject=vraag.les, actor=actor, vraag_id=vraag.pk)
