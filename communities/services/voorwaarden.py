"""The terms of use: written as a draft, published for good, and agreed to by everybody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from communities import akkoord
from communities.models import Akkoord, Deelnemer, Voorwaarden
from netwerk.kern.audit import services as audit
from netwerk.kern.eerst import one_at_a_time

CHANGED = "Iemand anders heeft het concept net veranderd of gepubliceerd. Lees het eerst."


@transaction.atomic
def write_terms(*, actor: Deelnemer, text: str, changes: str) -> Voorwaarden:
    """Keep the draft of the next version; there is one draft at most."""
    one_at_a_time(Voorwaarden)
    draft = Voorwaarden.objects.drafts().first()
    if draft is None:
        highest = Voorwaarden.objects.aggregate(top=Max("version"))["top"] or 0
        draft = Voorwaarden(version=highest + 1)
    draft.text, draft.changes = text, changes
    draft.save()
    audit.record(actor=actor, action="voorwaarden.written", subject=draft, version=draft.version)
    return draft


@transaction.atomic
def publish_terms(*, actor: Deelnemer, expected: str) -> Voorwaarden:
    """Make the draft the terms that hold, when it still is the text that stood on the screen.

    From the next request on everybody is asked to agree. Raises ValidationError (Dutch).
    """
    one_at_a_time(Voorwaarden)
    draft = Voorwaarden.objects.drafts().select_for_update().first()
    if draft is None or draft.fingerprint != expected:
        raise ValidationError(CHANGED)
    draft.published_at, draft.published_by = timezone.now(), actor
    draft.save(update_fields=["published_at", "published_by"])
    audit.record(actor=actor, action="voorwaarden.published", subject=draft, version=draft.version)
    transaction.on_commit(akkoord.forget_current)
    return draft


@transaction.atomic
def agree(*, actor: Deelnemer, terms: Voorwaarden) -> Akkoord:
    """Write down that somebody agreed to a version, and when; the first time counts."""
    made, created = Akkoord.objects.get_or_create(deelnemer=actor, voorwaarden=terms)
    if created:
        audit.record(actor=actor, action="voorwaarden.agreed", subject=actor, version=terms.version)
    return made
