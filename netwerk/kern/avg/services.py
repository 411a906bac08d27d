"""Acts of people on their own data, and of a beheerder who has somebody erased.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from netwerk.kern.audit.services import record
from netwerk.kern.avg.models import (
    GRACE,
    ExportState,
    Gegevensexport,
    Verwijderverzoek,
)
from netwerk.kern.berichten.services import announce, wake

EXPORTS_A_DAY = 3

Obstacle = Callable[[Any], list[str]]
_obstacles: list[Obstacle] = []


def obstacle(find: Obstacle) -> Obstacle:
    """Register a function that says, in Dutch, what somebody must hand over before they go."""
    _obstacles.append(find)
    return find


def obstacles(person: Any) -> list[str]:
    """Return what keeps a person from being erased, as sentences; empty when nothing does."""
    return [sentence for find in _obstacles for sentence in find(person)]


@obstacle
def last_beheerder(person: Any) -> list[str]:
    """Without a beheerder nobody could ever make a new one."""
    others = get_user_model()._default_manager.filter(is_active=True, is_beheerder=True)
    if not person.is_beheerder or others.exclude(pk=person.pk).exists():
        return []
    return ["Het netwerk heeft geen andere beheerder. Maak eerst iemand anders beheerder."]


@transaction.atomic
def request_export(*, actor: Any) -> Gegevensexport:
    """Begin a copy of all that is kept about the person who asks; the background makes it."""
    locked = _locked(actor)
    mine = Gegevensexport.objects.filter(person=locked)
    if mine.filter(state=ExportState.BUSY).exists():
        raise ValidationError("Je kopie wordt al gemaakt. Je krijgt een mail als hij klaar is.")
    day = timezone.now() - timedelta(days=1)
    if mine.filter(requested_at__gt=day).count() >= EXPORTS_A_DAY:
        raise ValidationError(
            f"Je vroeg vandaag al {EXPORTS_A_DAY} keer om een kopie. Probeer het morgen weer."
        )
    export = Gegevensexport.objects.create(person=locked)
    record(actor=actor, action="gegevensexport.requested", subject=export)
    wake()
    return export


@transaction.atomic
def fetch_export(*, actor: Any) -> File:
    """Hand over the copy, open for reading, and delete it: the second time there is nothing.

    A file that is open can still be read after it was deleted. It goes before the commit: rather
    a copy that has to be made again than one that lies around.
    """
    rows = Gegevensexport.objects.select_for_update().filter(person=actor)
    ready = rows.filter(state=ExportState.READY, expires_at__gt=timezone.now()).first()
    if ready is None:
        raise ValidationError("Deze kopie is er niet meer. Maak een nieuwe kopie.")
    name = str(ready.file.name)
    opened = ready.file.storage.open(name, "rb")
    ready.state, ready.fetched_at, ready.file = ExportState.FETCHED, timezone.now(), ""
    ready.save(update_fields=["state", "fetched_at", "file"])
    record(actor=actor, action="gegevensexport.fetched", subject=ready)
    ready.file.storage.delete(name)
    return opened


@transaction.atomic
def request_erasure(*, actor: Any) -> Verwijderverzoek:
    """Ask to be forgotten; it is done after some days in which the person can still stay."""
    person = _locked(actor)
    _refuse_open_request(person)
    _refuse_obstacles(person)
    verzoek = Verwijderverzoek.objects.create(
        person=person, requested_by=person, due_at=timezone.now() + GRACE
    )
    record(actor=actor, action="verwijderverzoek.requested", subject=verzoek)
    announce(kind="avg.erasure_asked", subject=verzoek, actor=person)
    return verzoek


@transaction.atomic
def withdraw_erasure(*, actor: Any) -> bool:
    """Stay after all; False when there is nothing to take back (any more)."""
    rows = Verwijderverzoek.objects.select_for_update().filter(person=actor)
    verzoek = rows.open().filter(farewell_at__isnull=True).first()
    if verzoek is None:
        return False
    verzoek.withdrawn_at = timezone.now()
    verzoek.save(update_fields=["withdrawn_at"])
    record(actor=actor, action="verwijderverzoek.withdrawn", subject=verzoek)
    return True


@transaction.atomic
def erase_now(*, actor: Any, person: Any, reason: str) -> Verwijderverzoek:
    """Have somebody erased at once, or do now what they asked; a beheerder says why."""
    if not actor.is_beheerder:
        raise PermissionDenied
    if actor.pk == person.pk:
        raise ValidationError("Je wist je eigen gegevens op de pagina met jouw gegevens.")
    target = _locked(person)
    if target.erased_at is not None:
        raise ValidationError("De gegevens van deze deelnemer zijn al gewist.")
    _refuse_obstacles(target)
    now = timezone.now()
    verzoek, _ = Verwijderverzoek.objects.open().get_or_create(
        person=target, defaults={"requested_by": actor, "due_at": now}
    )
    verzoek.due_at, verzoek.reason, verzoek.requested_by = now, reason, actor
    verzoek.save(update_fields=["due_at", "reason", "requested_by"])
    record(actor=actor, action="verwijderverzoek.decided", subject=verzoek, person=target.pk)
    wake()
    return verzoek


def _locked(person: Any) -> Any:
    """Lock the account: two clicks are one act, and what hinders cannot change under way."""
    return get_user_model()._default_manager.select_for_update().get(pk=person.pk)


def _refuse_open_request(person: Any) -> None:
    if Verwijderverzoek.objects.open().filter(person=person).exists():
        raise ValidationError("Je hebt al gevraagd om je gegevens te wissen.")


def _refuse_obstacles(person: Any) -> None:
    if found := obstacles(person):
        raise ValidationError(found)
