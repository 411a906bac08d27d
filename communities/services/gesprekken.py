"""Acts on conversations: post, change, take away."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from communities.models import (
    Deelnemer,
    Gesprek,
    Reactie,
)
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce


@transaction.atomic
def post_reactie(
    *, actor: Deelnemer, subject: Model, body: str, parent: Reactie | None = None
) -> Reactie:
    """Place a post in the conversation about a subject, which starts with its first post.

    Raises ValidationError (Dutch) when the conversation is closed, or when the post that it
    answers was removed or stands in another conversation.
    """
    gesprek = _locked_gesprek(subject)
    if gesprek.closed_at:
        raise ValidationError("Dit gesprek is gesloten. Je kunt er niet meer op reageren.")
    if parent is not None:
        standing = Reactie.objects.standing().filter(pk=parent.pk, gesprek=gesprek)
        if not standing.exists():
            raise ValidationError("De reactie waarop je antwoordt, is er niet meer.")
    reactie = Reactie.objects.create(gesprek=gesprek, author=actor, parent=parent, body=body)
    audit.record(actor=actor, action="reactie.posted", subject=reactie)
    announce(kind="gesprek.reactie", subject=subject, actor=actor, reactie_id=reactie.pk)
    return reactie


def _locked_gesprek(subject: Model) -> Gesprek:
    """Return the row of the conversation, made when needed; two first posts share one row."""
    content_type = ContentType.objects.get_for_model(subject)
    Gesprek.objects.get_or_create(content_type=content_type, object_id=subject.pk)
    return Gesprek.objects.select_for_update().get(content_type=content_type, object_id=subject.pk)


@transaction.atomic
def edit_reactie(*, actor: Deelnemer, reactie: Reactie, body: str) -> Reactie:
    """Change the text of a post; readers see that it was changed."""
    current = _locked_reactie(reactie)
    if current.body != body:
        current.body = body
        current.edited_at = timezone.now()
        current.save(update_fields=["body", "edited_at"])
        audit.record(actor=actor, action="reactie.edited", subject=current)
    return current


@transaction.atomic
def remove_reactie(*, actor: Deelnemer, reactie: Reactie) -> Reactie:
    """Hide the text of a post from everybody; its place stays, so that answers make sense.

    The text can be put back for 30 days (``restore_reactie``), then it is erased.
    """
    current = _locked_reactie(reactie)
    current.removed_at = timezone.now()
    current.removed_by = actor
    current.save(update_fields=["removed_at", "removed_by"])
    audit.record(actor=actor, action="reactie.removed", subject=current)
    return current


@transaction.atomic
def restore_reactie(*, actor: Deelnemer, reactie: Reactie) -> Reactie:
    """Put a removed post back, as long as its text is kept.

    Raises ValidationError (Dutch) when it is too late, or when it stands again.
    """
    current = Reactie.objects.select_for_update().get(pk=reactie.pk)
    if not current.can_be_restored:
        raise ValidationError("Deze reactie kan niet meer terug: de tekst is er niet meer.")
    current.removed_at = current.removed_by = None
    current.save(update_fields=["removed_at", "removed_by"])
    audit.record(actor=actor, action="reactie.restored", subject=current)
    return current


def _locked_reactie(reactie: Reactie) -> Reactie:
    """Lock a post; one that was removed a moment ago cannot be changed any more."""
    current = Reactie.objects.select_for_update().get(pk=reactie.pk)
    if current.removed_at is not None:
        raise PermissionDenied
    return current
