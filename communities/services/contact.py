"""Questions through the contact page: kept, told to beheerders, ticked off."""

from django.db import transaction
from django.utils import timezone

from communities.models import Contactbericht, Deelnemer
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce


@transaction.atomic
def ask_network(*, name: str, email: str, body: str) -> Contactbericht:
    """Keep a question; beheerders get it by mail, and who asks hears that it came in."""
    vraag = Contactbericht.objects.create(name=name, email=email, body=body)
    announce(kind="contact.asked", subject=vraag, actor=None)
    return vraag


@transaction.atomic
def set_handled(*, actor: Deelnemer, vraag: Contactbericht, handled: bool) -> Contactbericht:
    """Say that a question was answered, or that it was not after all."""
    current = Contactbericht.objects.select_for_update().get(pk=vraag.pk)
    if (current.handled_at is not None) == handled:
        return current
    current.handled_at = timezone.now() if handled else None
    current.handled_by = actor if handled else None
    current.save(update_fields=["handled_at", "handled_by"])
    action = "contact.handled" if handled else "contact.reopened"
    audit.record(actor=actor, action=action, subject=current)
    return current
