"""Answering for the rijk: one person writes, a redacteur who did not write it places it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek.models import Rijksantwoord, Rijksvraag
from handboek.services.rijk import locked, tell
from netwerk.kern.audit.services import record
from netwerk.kern.policy import allowed

STANDS = "Dit antwoord staat er al zo."
DECIDED = "Iemand besliste hier net over. Kijk nog eens."
WHY_NOT = "Schrijf op wat er nog moet gebeuren."


@transaction.atomic
def answer_rijksvraag(
    *, actor: Any, vraag: Rijksvraag, answer: str, seen: str | None = None
) -> Rijksantwoord:
    """Hand an answer in, or change the one that one handed in; readers see none of it yet.

    ``seen`` is the mark that the person started from (Rijksvraag.mark); raises
    ChangedMeanwhileError when that changed since. Redacteuren hear of it once each time that
    it comes to wait.
    """
    current = locked(vraag)
    if not allowed(actor, "handboek.answer_rijksvraag", current):
        raise PermissionDenied("Somebody of that organisation answers, or a redacteur for it.")
    own = current.antwoorden.filter(writer=actor).first()
    if seen is not None and seen != current.mark(own):
        raise ChangedMeanwhileError
    if not answer.strip():
        raise ValidationError("Schrijf het antwoord op.")
    on_behalf = actor.organisatie_id != current.organisatie_id
    if (answer, on_behalf) == (current.answer, current.on_behalf):
        raise ValidationError(STANDS)
    waited = own is not None and own.returned_at is None
    if own and waited and (answer, on_behalf) == (own.answer, own.on_behalf):
        return own
    own = own or Rijksantwoord(vraag=current, writer=actor)
    own.answer, own.on_behalf, own.written_at = answer, on_behalf, timezone.now()
    own.returned_at, own.returned_by, own.returned_reason = None, None, ""
    own.save()
    if waited:
        record(
            actor=actor, action="rijksantwoord.changed", subject=current.les, rijksvraag=current.pk
        )
    else:
        tell("rijksantwoord.written", current, actor=actor, antwoord_id=own.pk)
    return own


@transaction.atomic
def place_rijksantwoord(*, actor: Any, antwoord: Rijksantwoord, seen: str) -> Rijksvraag:
    """Let readers see an answer in the place of what stood there, and tell its writer.

    ``seen`` is the mark of what the second reader read (Rijksantwoord.mark): nobody places
    words that changed since. Who asked hears it at the first answer.
    """
    vraag, fresh = _waiting(actor, antwoord)
    if seen != fresh.mark():
        raise ChangedMeanwhileError
    first = vraag.answered_at is None
    vraag.answer, vraag.on_behalf = fresh.answer, fresh.on_behalf
    vraag.answered_by, vraag.placed_by = fresh.writer, actor
    if first:
        vraag.answered_at = timezone.now()
    else:
        vraag.changed_at = timezone.now()
    vraag.save(
        update_fields=[
            "answer",
            "on_behalf",
            "answered_by",
            "placed_by",
            "answered_at",
            "changed_at",
        ]
    )
    tell("rijksantwoord.placed", vraag, actor=actor, writer_id=fresh.writer_id)
    if first:
        tell("rijksvraag.answered", vraag, actor=actor)
    fresh.delete()
    return vraag


@transaction.atomic
def return_rijksantwoord(*, actor: Any, antwoord: Rijksantwoord, reason: str) -> Rijksantwoord:
    """Give an answer back to its writer with the reason; what stands, stands."""
    if not reason.strip():
        raise ValidationError(WHY_NOT)
    vraag, fresh = _waiting(actor, antwoord)
    fresh.returned_at, fresh.returned_by = timezone.now(), actor
    fresh.returned_reason = reason.strip()
    fresh.save(update_fields=["returned_at", "returned_by", "returned_reason"])
    tell(
        "rijksantwoord.returned",
        vraag,
        actor=actor,
        writer_id=fresh.writer_id,
        antwoord_id=fresh.pk,
    )
    return fresh


def _waiting(actor: Any, antwoord: Rijksantwoord) -> tuple[Rijksvraag, Rijksantwoord]:
    """Lock the question, then the answer; two redacteuren never decide about it both."""
    vraag = locked(antwoord.vraag)
    fresh = vraag.antwoorden.waiting().select_for_update(of=("self",)).filter(pk=antwoord.pk)
    row = fresh.select_related("writer").first()
    if row is None:
        raise ValidationError(DECIDED)
    row.vraag = vraag
    if not allowed(actor, "handboek.decide_rijksantwoord", row):
        raise PermissionDenied("A redacteur decides who did not write it.")
    return vraag, row
