"""Throwing a casus away: gone for everybody at once, and for thirty days it can come back."""

from collections.abc import Callable
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from casussen.enums import VerhaalState
from casussen.models import Casus
from casussen.services.errors import CasusError
from casussen.services.publication import drop_request
from casussen.services.rows import lock
from communities.models import Gesprek, Reactie
from netwerk.kern.audit.services import record

Looks = Callable[[Casus], str]
_rests: list[Looks] = []


def rests_on_casussen(look: Looks) -> Looks:
    """Let an app above say what rests on a casus, in Dutch ("" when nothing does)."""
    _rests.append(look)
    return look


@rests_on_casussen
def _verhalen(casus: Casus) -> str:
    """A story without names came of it; which one, is for the casusgroep only."""
    shared = casus.verhalen.filter(state__in=(VerhaalState.REVIEW, VerhaalState.PUBLISHED))
    return "een andere tekst komt uit deze casus" if shared.exists() else ""


def resting_on(casus: Casus) -> list[str]:
    """Return what rests on a casus, in Dutch; then it can be withdrawn but not thrown away."""
    return [words for words in (look(casus) for look in _rests) if words]


@transaction.atomic
def throw_away_casus(*, actor: Any, casus: Casus, reason: str) -> Casus:
    """Put a casus in the trash; CasusError when something rests on it."""
    current = lock(casus)
    if current.deleted_at is not None:
        return current
    if resting := resting_on(current):
        raise CasusError(f"Deze casus kan niet weg: {' en '.join(resting)}.")
    drop_request(actor=actor, casus=current)
    current.deleted_at, current.deleted_by = timezone.now(), actor
    current.deleted_reason = reason
    current.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    record(actor=actor, action="casus.thrown_away", subject=current)
    return current


@transaction.atomic
def take_back_casus(*, actor: Any, casus: Casus) -> Casus:
    """Take a casus out of the trash; who could read it can read it again."""
    current = lock(casus)
    if current.deleted_at is None:
        return current
    if not Casus.objects.in_trash().filter(pk=current.pk).exists():
        raise CasusError("Deze casus ligt te lang in de prullenbak. Hij kan niet meer terug.")
    current.deleted_at, current.deleted_by, current.deleted_reason = None, None, ""
    current.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    record(actor=actor, action="casus.taken_back", subject=current)
    return current


def delete_for_good(casus: Casus) -> bool:
    """Delete a casus with its text, its history and its gesprek.

    False when something still points at it: then it stays, and nobody sees it.
    """
    events: Any = apps.get_model("casussen", "CasusSectieEvent")
    kind = ContentType.objects.get_for_model(Casus)
    try:
        with transaction.atomic():
            gesprek = Gesprek.objects.filter(content_type=kind, object_id=casus.pk)
            Reactie.objects.filter(gesprek__in=gesprek).update(parent=None, root=None)
            gesprek.delete()
            record(actor=None, action="casus.deleted", subject=casus)
            pk = casus.pk
            casus.delete()
            with pgtrigger.ignore("casussen.CasusSectieEvent:append_only"):
                events.objects.filter(casus_id=pk).delete()
    except (ProtectedError, RestrictedError):
        return False
    return True
