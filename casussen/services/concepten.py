"""Drafts: what somebody typed in a section and did not save yet.

They are private. Keeping one makes no version, no mail and no line in the log.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casussen.models import Casus, Concept
from casussen.services.rows import lock_standing

MOST_ASIDE = 20  # drafts of one person and section that can come back; the oldest go first
LATE = timedelta(seconds=15)  # an automatic save may arrive after the save that it was before


@transaction.atomic
def keep_draft(
    *, actor: Any, casus: Casus, kind: str, body: str, base_version: int
) -> Concept | None:
    """Keep what this person typed; None when there is nothing that was not saved.

    A draft that began with another version is not written over, but put aside.
    """
    current_casus = lock_standing(casus)
    section = current_casus.secties.filter(kind=kind).first()
    drafts = _drafts(actor, current_casus, kind)
    if drafts.exclude(base_version=base_version).update(discarded_at=timezone.now()):
        _forget_oldest(actor, current_casus, kind)
    if body == (section.body if section else ""):
        drafts.delete()
        return None
    late = timezone.now() - LATE
    if (
        section
        and section.updated_by_id == actor.pk
        and section.version > base_version
        and section.updated_at > late
    ):
        return drafts.first()
    draft, _ = drafts.update_or_create(
        casus=current_casus,
        kind=kind,
        deelnemer=actor,
        discarded_at=None,
        defaults={"body": body, "base_version": base_version, "updated_at": timezone.now()},
    )
    return draft


@transaction.atomic
def discard_draft(*, actor: Any, casus: Casus, kind: str) -> Concept | None:
    """Throw one's own draft away; for thirty days it can be taken back."""
    draft = _drafts(actor, casus, kind).select_for_update().first()
    if draft:
        draft.discarded_at = timezone.now()
        draft.save(update_fields=["discarded_at"])
        _forget_oldest(actor, casus, kind)
    return draft


@transaction.atomic
def take_back_draft(*, actor: Any, casus: Casus, kind: str) -> Concept | None:
    """Bring back the draft that was thrown away last; the one of now takes its place."""
    locked = Casus.objects.select_for_update(of=("self",), no_key=True).get(pk=casus.pk)
    rows = Concept.objects.filter(casus=locked, kind=kind, deelnemer=actor)
    last = rows.discarded().first()
    if last is None:
        return None
    rows.active().update(discarded_at=timezone.now())
    last.discarded_at = None
    last.save(update_fields=["discarded_at"])
    return last


def forget_draft(*, actor: Any, casus: Casus, kind: str, body: str, version: int) -> None:
    """Delete one's own draft when it was saved; put aside one that began with another version."""
    drafts = _drafts(actor, casus, kind)
    drafts.filter(Q(base_version=version) | Q(body=body)).delete()
    drafts.update(discarded_at=timezone.now())


def my_draft(actor: Any, casus: Casus, kind: str) -> Concept | None:
    """Return what this person typed in a section and did not save."""
    return _drafts(actor, casus, kind).first()


def kinds_with_my_draft(actor: Any, casus: Casus) -> set[str]:
    """Return the sections in which this person typed something and did not save it."""
    rows = Concept.objects.active().filter(casus=casus, deelnemer=actor)
    return set(rows.values_list("kind", flat=True))


def my_discarded(actor: Any, casus: Casus, kind: str) -> Concept | None:
    """Return the draft that this person threw away last and can take back."""
    return Concept.objects.filter(casus=casus, kind=kind, deelnemer=actor).discarded().first()


def _forget_oldest(actor: Any, casus: Casus, kind: str) -> None:
    """Let what was thrown away not pile up, however often a program sends another draft."""
    rows = Concept.objects.filter(
        casus=casus, kind=kind, deelnemer=actor, discarded_at__isnull=False
    )
    kept = rows.order_by("-discarded_at", "-pk").values("pk")[:MOST_ASIDE]
    rows.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def _drafts(actor: Any, casus: Casus, kind: str) -> Any:
    return Concept.objects.active().filter(casus=casus, kind=kind, deelnemer=actor)
