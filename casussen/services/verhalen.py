"""Stories without names: writing one, having somebody else look, publishing it, taking it away."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import VerhaalState
from casussen.herkenning import clues_of, find, open_hits
from casussen.models import Casus, Verhaal
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.rows import free_slug, lock_standing
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

TEMPLATE = """## Wat wilden jullie?


## Wat ging er mis?


## Wat leerden jullie?

"""
WRITTEN = ("title", "summary", "body", "area_type", "explained")


def current_verhaal(casus: Casus) -> Verhaal | None:
    """Return the story of a casus that is written, checked or public; one that went is past."""
    rows = casus.verhalen.exclude(state=VerhaalState.WITHDRAWN)
    return rows.select_related("decided_by", "area_type").order_by("-pk").first()


@transaction.atomic
def save_verhaal(*, actor: Any, casus: Casus, version: int, **values: Any) -> Verhaal:
    """Begin a story, or change it; what waits for somebody to look becomes a draft again.

    The address follows the title until the story is public, so that no early title stays in it.
    Raises ChangedMeanwhileError when somebody else saved it since ``version`` (0: there was none).
    """
    current = lock_standing(casus, archived=True)
    verhaal = current_verhaal(current)
    if verhaal and verhaal.state == VerhaalState.PUBLISHED:
        raise CasusError("Dit verhaal is openbaar. Trek het eerst in als er iets moet veranderen.")
    if (verhaal.version if verhaal else 0) != version:
        raise ChangedMeanwhileError
    themes = values.pop("themes", ())
    if unknown := set(values) - set(WRITTEN):
        raise ValueError(f"Not a field of a story: {sorted(unknown)}")
    made = verhaal is None
    if verhaal is None:
        verhaal = Verhaal(casus=current, created_by=actor, version=0)
    if made or verhaal.title != values["title"]:
        verhaal.slug = free_slug(Verhaal, values["title"], "verhaal")
    for name, value in values.items():
        setattr(verhaal, name, value)
    verhaal.state = VerhaalState.DRAFT
    verhaal.version += 1
    verhaal.save()
    verhaal.themes.set(themes)
    if made:
        record(actor=actor, action="verhaal.started", subject=verhaal)
    else:
        record(actor=actor, action="verhaal.changed", subject=verhaal)
    return verhaal


@transaction.atomic
def submit_verhaal(*, actor: Any, verhaal: Verhaal) -> Verhaal:
    """Ask somebody else whether the story gives its casus away."""
    casus = lock_standing(verhaal.casus, archived=True)
    current = _lock(verhaal)
    if current.state != VerhaalState.DRAFT:
        raise CasusError("Er kijkt al iemand mee met dit verhaal.")
    if left := open_hits(find(current.texts, clues_of(casus)), current.explained):
        words = ", ".join(f"“{hit.word}”" for hit in left[:5])
        raise CasusError(f"Haal eerst weg of leg uit: {words}.")
    current.state = VerhaalState.REVIEW
    current.requested_by, current.requested_at = actor, timezone.now()
    current.decided_by, current.decided_at, current.reason = None, None, ""
    current.save()
    record(actor=actor, action="verhaal.asked", subject=current)
    announce(kind="verhaal.asked", subject=current, actor=actor)
    return current


@transaction.atomic
def decide_verhaal(*, actor: Any, verhaal: Verhaal, granted: bool, reason: str = "") -> Verhaal:
    """Publish it, or give it back with the reason; never by who wrote or asked."""
    casus = lock_standing(verhaal.casus, archived=True)
    current = _lock(verhaal)
    if current.state != VerhaalState.REVIEW or current.version != verhaal.version:
        raise CasusError("Dit verhaal is intussen veranderd, of er is al over beslist.")
    if actor.pk in {current.created_by_id, current.requested_by_id} or casus.is_written_by(actor):
        raise CasusError("Jij schreef zelf mee. Een ander moet meekijken.")
    if not granted and not reason:
        raise CasusError("Leg uit wat er nog moet veranderen. De schrijvers lezen het.")
    current.state = VerhaalState.PUBLISHED if granted else VerhaalState.DRAFT
    current.decided_by, current.decided_at, current.reason = actor, timezone.now(), reason
    current.save()
    record(actor=actor, action="verhaal.decided", subject=current, state=str(current.state))
    announce(kind="verhaal.decided", subject=current, actor=actor, granted=granted)
    return current


@transaction.atomic
def withdraw_verhaal(*, actor: Any, verhaal: Verhaal) -> Verhaal:
    """Take a public story away: its address answers as if it never was."""
    current = _lock(verhaal)
    if current.state != VerhaalState.PUBLISHED:
        raise CasusError("Dit verhaal is niet openbaar.")
    current.state = VerhaalState.WITHDRAWN
    current.save(update_fields=["state", "updated_at"])
    record(actor=actor, action="verhaal.withdrawn", subject=current)
    return current


def _lock(verhaal: Verhaal) -> Verhaal:
    rows = Verhaal.objects.select_for_update(of=("self",))
    return rows.select_related("casus").get(pk=verhaal.pk)
