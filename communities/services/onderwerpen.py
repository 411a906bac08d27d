"""Acts on topics, and on a conversation as a whole: close it, open it again."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from communities.models import Community, Deelnemer, Gesprek, Onderwerp
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce


@transaction.atomic
def start_onderwerp(
    *, actor: Deelnemer, community: Community, title: str, body: str, is_question: bool
) -> Onderwerp:
    """Bring something up in a community; its followers hear of it after a quiet while."""
    onderwerp = Onderwerp.objects.create(
        community=community, author=actor, title=title, body=body, is_question=is_question
    )
    audit.record(actor=actor, action="onderwerp.started", subject=onderwerp)
    announce(kind="onderwerp.started", subject=onderwerp, actor=actor)
    return onderwerp


@transaction.atomic
def edit_onderwerp(
    *, actor: Deelnemer, onderwerp: Onderwerp, title: str, body: str, is_question: bool
) -> Onderwerp:
    """Change the text of a topic; readers see that it was changed."""
    current = _locked(onderwerp)
    before = (current.title, current.body, current.is_question)
    if before != (title, body, is_question):
        current.title, current.body, current.is_question = title, body, is_question
        current.edited_at = timezone.now()
        current.save(update_fields=["title", "body", "is_question", "edited_at"])
        audit.record(actor=actor, action="onderwerp.edited", subject=current)
    return current


@transaction.atomic
def remove_onderwerp(*, actor: Deelnemer, onderwerp: Onderwerp) -> Onderwerp:
    """Hide the text of a topic from everybody; what others said under it stays.

    It can be put back for 30 days (``restore_onderwerp``), then the text is erased.
    """
    current = _locked(onderwerp)
    current.removed_at = timezone.now()
    current.removed_by = actor
    current.save(update_fields=["removed_at", "removed_by"])
    audit.record(actor=actor, action="onderwerp.removed", subject=current)
    return current


@transaction.atomic
def restore_onderwerp(*, actor: Deelnemer, onderwerp: Onderwerp) -> Onderwerp:
    """Put a removed topic back, as long as its text is kept.

    Raises ValidationError (Dutch) when it is too late, or when it stands again.
    """
    current = Onderwerp.objects.select_for_update().get(pk=onderwerp.pk)
    if not current.can_be_restored:
        raise ValidationError("Dit onderwerp kan niet meer terug: de tekst is er niet meer.")
    current.removed_at = current.removed_by = None
    current.save(update_fields=["removed_at", "removed_by"])
    audit.record(actor=actor, action="onderwerp.restored", subject=current)
    return current


def _locked(onderwerp: Onderwerp) -> Onderwerp:
    """Lock a topic; one that was removed a moment ago cannot be changed any more."""
    current = Onderwerp.objects.select_for_update().get(pk=onderwerp.pk)
    if current.removed_at is not None:
        raise PermissionDenied
    return current


def note_post(subject: Model) -> None:
    """Remember when something was last said in a topic; in the transaction of the post."""
    if isinstance(subject, Onderwerp):
        Onderwerp.objects.filter(pk=subject.pk).update(active_at=timezone.now())


def close_gesprek(*, actor: Deelnemer, subject: Model) -> Gesprek:
    """Let nobody write in a conversation any more; everybody can still read it."""
    return _set_closed(actor, subject, closed=True)


def reopen_gesprek(*, actor: Deelnemer, subject: Model) -> Gesprek:
    """Let people write in a conversation again."""
    return _set_closed(actor, subject, closed=False)


@transaction.atomic
def _set_closed(actor: Deelnemer, subject: Model, *, closed: bool) -> Gesprek:
    key: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(subject),
        "object_id": subject.pk,
    }
    Gesprek.objects.get_or_create(**key)
    gesprek = Gesprek.objects.select_for_update().get(**key)
    if bool(gesprek.closed_at) != closed:
        gesprek.closed_at = timezone.now() if closed else None
        gesprek.save(update_fields=["closed_at"])
        action = "gesprek.closed" if closed else "gesprek.reopened"
        audit.record(actor=actor, action=action, subject=subject)
    return gesprek
