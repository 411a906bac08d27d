"""What somebody wrote in a conversation and did not place: found again with its form."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from communities.models import Reactieconcept


def mine_about(user: Any, subject: Model) -> list[Reactieconcept]:
    """Return one's own drafts in the conversation about a subject that one can read."""
    content_type = ContentType.objects.get_for_model(subject)
    rows = Reactieconcept.objects.filter(
        deelnemer=user, content_type=content_type, object_id=subject.pk
    )
    drafts = list(rows.exclude(body="").select_related("parent__author").order_by("-updated_at"))
    for draft in drafts:
        draft.subject = subject
    return drafts


def belonging(
    drafts: list[Reactieconcept], parent_id: int | None, part: str
) -> Reactieconcept | None:
    """Return the draft of a form: of an answer, of a part, or of neither.

    A draft of an answer to what was removed belongs to the form for a new post.
    """
    for draft in drafts:
        answers = draft.parent_id if draft.answers else None
        if (answers, "" if answers else draft.part) == (parent_id, part):
            return draft
    return None
