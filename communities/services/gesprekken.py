"""Acts on conversations: post, change, take away."""

from dataclasses import asdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from communities import ankers
from communities.models import Deelnemer, Gesprek, Reactie, ReactieVersie
from communities.services.onderwerpen import note_post
from communities.services.vermeldingen import name_people
from netwerk.kern import events
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce

SLIP = timedelta(minutes=5)  # in which a slip of the pen leaves no earlier text


@transaction.atomic
def post_reactie(
    *,
    actor: Deelnemer,
    subject: Model,
    body: str,
    parent: Reactie | None = None,
    part: str = "",
    quote: str = "",
) -> Reactie:
    """Place a post in the conversation about a subject, which starts with its first post.

    It is about a part of the subject, or a sentence (``quote``) in it; an answer belongs where
    the thread belongs. Raises ValidationError (Dutch) when the conversation is closed, when the
    post that it answers was removed or stands in another conversation, or when not everybody
    may read that sentence; also when it is not clear whom it names.
    """
    gesprek = _locked_gesprek(subject)
    if gesprek.closed_at:
        raise ValidationError("Dit gesprek is gesloten. Je kunt er niet meer op reageren.")
    if parent is not None:
        standing = Reactie.objects.standing().filter(pk=parent.pk, gesprek=gesprek)
        if not standing.exists():
            raise ValidationError("De reactie waarop je antwoordt, is er niet meer.")
    about = ankers.selector(actor, subject, part, quote) if part and parent is None else None
    place = asdict(about) if about else {}
    reactie = Reactie.objects.create(
        gesprek=gesprek, author=actor, parent=parent, body=body, **place
    )
    note_post(subject)
    audit.record(actor=actor, action="reactie.posted", subject=reactie)
    # first: of two reasons to mail somebody about one post, the first event is the one told
    name_people(actor=actor, reactie=reactie, subject=subject)
    announce(kind="gesprek.reactie", subject=subject, actor=actor, reactie_id=reactie.pk)
    return reactie


def _locked_gesprek(subject: Model) -> Gesprek:
    """Return the row of the conversation, made when needed; two first posts share one row."""
    content_type = ContentType.objects.get_for_model(subject)
    Gesprek.objects.get_or_create(content_type=content_type, object_id=subject.pk)
    return Gesprek.objects.select_for_update().get(content_type=content_type, object_id=subject.pk)


@transaction.atomic
def edit_reactie(*, actor: Deelnemer, reactie: Reactie, body: str) -> Reactie:
    """Change the text of a post; readers see that it was changed, and what it said before.

    Who was not named before hears of it. Raises ValidationError (Dutch) when it is not clear
    whom it names.
    """
    current = _locked_reactie(reactie)
    if current.body != body:
        _keep_text(current)
        current.body = body
        current.edited_at = timezone.now()
        current.save(update_fields=["body", "edited_at"])
        audit.record(actor=actor, action="reactie.edited", subject=current)
        about = current.gesprek.subject
        if about is not None:
            name_people(actor=actor, reactie=current, subject=about)
    return current


def _keep_text(reactie: Reactie) -> None:
    """Keep the text that goes; not of a fresh post that nobody answered yet."""
    fresh = timezone.now() - reactie.created_at < SLIP
    if fresh and not reactie.answers.exists():
        return
    ReactieVersie.objects.create(
        reactie=reactie,
        author=reactie.author,
        body=reactie.body,
        written_at=reactie.edited_at or reactie.created_at,
    )


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
    events.emit("reactie.removed", reactie=current, actor=actor)
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
    events.emit("reactie.restored", reactie=current, actor=actor)
    return current


def _locked_reactie(reactie: Reactie) -> Reactie:
    """Lock a post; one that was removed a moment ago cannot be changed any more."""
    current = Reactie.objects.select_for_update().get(pk=reactie.pk)
    if current.removed_at is not None:
        raise PermissionDenied
    return current
