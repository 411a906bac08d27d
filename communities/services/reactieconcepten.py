"""Drafts of posts: what somebody typed under a conversation and did not place yet.

They are private. Keeping one makes no mail and no line in the log.
"""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from communities.models import Gesprek, Reactie, Reactieconcept

MOST = 50  # of one person in one conversation; a newer one takes the place of the oldest
LATE = timedelta(seconds=15)  # an automatic save may arrive after the post that it was before


@transaction.atomic
def keep_concept(
    *,
    actor: Any,
    subject: Model,
    body: str,
    parent: Reactie | None = None,
    part: str = "",
    quote: str = "",
) -> Reactieconcept | None:
    """Keep what this person typed; None when there is nothing that was not placed."""
    rows = _mine(actor, subject).filter(parent=parent, part=part)
    if not body:
        rows.delete()
        return None
    if _just_placed(actor, subject, body, parent):
        return None
    draft, made = Reactieconcept.objects.update_or_create(
        deelnemer=actor,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        parent=parent,
        part=part,
        defaults={"body": body, "quote": quote},
    )
    if made:
        newest = _mine(actor, subject).order_by("-updated_at", "-pk")
        Reactieconcept.objects.filter(
            pk__in=list(newest.values_list("pk", flat=True)[MOST:])
        ).delete()
    return draft


def _just_placed(actor: Any, subject: Model, body: str, parent: Reactie | None) -> bool:
    """Say whether this is a save that came too late: the post (or a longer one) stands there."""
    talk = Gesprek.about(subject)
    if talk.pk is None:
        return False
    since = timezone.now() - LATE
    posts = Reactie.objects.filter(gesprek=talk, author=actor, parent=parent, created_at__gt=since)
    return any(post.body.startswith(body) for post in posts)


def forget_concept(
    *, actor: Any, subject: Model, body: str, parent: Reactie | None = None, part: str = ""
) -> None:
    """Delete one's own draft of what was placed, also of one that answered what is gone."""
    same = Q(body=body) | Q(parent=parent, part=part)
    _mine(actor, subject).filter(same).delete()


@transaction.atomic
def discard_concept(
    *, actor: Any, subject: Model, parent: Reactie | None = None, part: str = ""
) -> Reactieconcept | None:
    """Throw one's own draft away; what is returned can be kept again."""
    draft = _mine(actor, subject).filter(parent=parent, part=part).select_for_update().first()
    if draft:
        draft.delete()
    return draft


def _mine(actor: Any, subject: Model) -> Any:
    content_type = ContentType.objects.get_for_model(subject)
    return Reactieconcept.objects.filter(
        deelnemer=actor, content_type=content_type, object_id=subject.pk
    )
