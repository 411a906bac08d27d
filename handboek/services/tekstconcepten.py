"""Drafts of texts: what somebody typed in the form of an advies and did not save.

They are private and change nothing: an advies that waits for a second reader goes on waiting.
Keeping one makes no mail and no line in the log.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from handboek.models import Advies, Les, Tekstconcept, Werkversie

LATE = timedelta(seconds=15)  # an automatic save may arrive after the save that it was before


def keep_tekstconcept(
    *, actor: Any, text: Advies | Werkversie | None, les: Les | None = None, typed: dict[str, Any]
) -> Tekstconcept | None:
    """Keep what this person typed beside a text, or for a new one; None when that was saved."""
    if _just_saved(actor, text, typed):
        return None
    draft, _ = Tekstconcept.objects.update_or_create(
        deelnemer=actor, advies=_advies(text), les=les, defaults={"typed": typed}
    )
    return draft


def forget_tekstconcept(
    *, actor: Any, text: Advies | Werkversie | None, les: Les | None = None
) -> None:
    """Delete one's own draft: it was saved, thrown away, or is as the text stands."""
    Tekstconcept.objects.filter(deelnemer=actor, advies=_advies(text), les=les).delete()


def _advies(text: Advies | Werkversie | None) -> Advies | None:
    return text.advies if isinstance(text, Werkversie) else text


def _just_saved(actor: Any, text: Advies | Werkversie | None, typed: dict[str, Any]) -> bool:
    """Say whether this is an automatic save of what the same person saved just before."""
    since = timezone.now() - LATE
    if text is None:
        made = Advies.objects.filter(author=actor, created_at__gt=since)
        return made.filter(title=typed.get("title", "")).exists()
    mine = text.edited_by_id == actor.pk and text.updated_at > since
    return mine and typed.get("seen") != text.mark()
