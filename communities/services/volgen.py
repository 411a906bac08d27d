"""Following the network by mail without an account: asked, confirmed from the mail, stopped."""

from django.db import transaction
from django.utils import timezone

from communities.models import Abonnement
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce


@transaction.atomic
def follow_by_mail(*, email: str) -> None:
    """Send one mail to an address: to confirm, or that it follows already.

    Whoever asks learns nothing of it on the screen; only who reads that mail does.
    """
    address = email.strip().lower()
    row, created = Abonnement.objects.get_or_create(email=address)
    if created:
        audit.record(actor=None, action="abonnement.asked", subject=row)
    known = row.confirmed_at is not None
    announce(kind="nieuws.follows" if known else "nieuws.confirm", subject=row, actor=None)


@transaction.atomic
def confirm_following(*, pk: int) -> Abonnement | None:
    """Let a row count; None when it is gone. Doing it again changes nothing."""
    row = Abonnement.objects.select_for_update().filter(pk=pk).first()
    if row is not None and row.confirmed_at is None:
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
        audit.record(actor=None, action="abonnement.confirmed", subject=row)
    return row


@transaction.atomic
def stop_following(*, pk: int) -> None:
    """Forget an address for good; doing it again changes nothing."""
    row = Abonnement.objects.select_for_update().filter(pk=pk).first()
    if row is not None:
        audit.record(actor=None, action="abonnement.stopped", subject=row)
        row.delete()


@transaction.atomic
def note_bounce(*, pk: int) -> None:
    """Count a mail that came back because of its address; after three the row goes."""
    row = Abonnement.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    row.bounces += 1
    if row.bounces < Abonnement.MOST_BOUNCES:
        row.save(update_fields=["bounces"])
        return
    audit.record(actor=None, action="abonnement.bounced", subject=row)
    row.delete()
