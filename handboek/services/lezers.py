"""What readers say of an advies, and a redacteur who deals with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from handboek.models import Advies, Lezersantwoord
from netwerk.kern.audit.services import record

HANDLED = "Een andere redacteur handelde dit net af."


@transaction.atomic
def keep_lezersantwoord(*, advies: Advies, useful: bool, body: str, token: str) -> Lezersantwoord:
    """Keep one answer for one form; a second press on the button changes nothing."""
    row, _ = Lezersantwoord.objects.get_or_create(
        token=token, defaults={"advies": advies, "useful": useful, "body": body}
    )
    return row


@transaction.atomic
def handle_lezersantwoord(*, actor: Any, answer: Lezersantwoord) -> Lezersantwoord:
    """Say that a redacteur read what somebody wrote, and did what had to be done."""
    fresh = Lezersantwoord.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if fresh.handled_at is not None:
        raise ValidationError(HANDLED)
    fresh.handled_at, fresh.handled_by = timezone.now(), actor
    fresh.save(update_fields=["handled_at", "handled_by"])
    record(actor=actor, action="lezersantwoord.handled", subject=fresh.advies, antwoord=fresh.pk)
    return fresh
