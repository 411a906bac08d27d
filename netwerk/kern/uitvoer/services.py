"""Acts on files that are made in the background."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from netwerk.kern.audit.services import record
from netwerk.kern.uitvoer import makers
from netwerk.kern.uitvoer.models import Stand, Uitvoer

OWN_A_DAY = 20
OWN_BYTES = 1_000_000_000  # of one person, waiting to be fetched


@transaction.atomic
def request_own(*, actor: Any, maker: str, about: str, form: str) -> Uitvoer:
    """Ask for a file for oneself; who asks twice gets the one that is being made."""
    if not makers.of(maker).may_have(actor, about):
        raise PermissionDenied
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)  # one by one
    mine = Uitvoer.objects.filter(person=actor)
    asked = mine.filter(maker=maker, about=about, form=form, state=Stand.BUSY).first()
    if asked is not None:
        return asked
    if mine.filter(requested_at__gt=timezone.now() - timedelta(days=1)).count() >= OWN_A_DAY:
        raise ValidationError(
            f"Je vroeg vandaag al om {OWN_A_DAY} bestanden. Probeer het morgen weer."
        )
    if (mine.exclude(file="").aggregate(all=Sum("size"))["all"] or 0) >= OWN_BYTES:
        raise ValidationError(
            "Er staat al heel veel voor je klaar bij Mijn bestanden. We bewaren het een week. "
            "Daarna kun je weer om een bestand vragen."
        )
    row = Uitvoer.objects.create(person=actor, maker=maker, about=about, form=form)
    record(actor=actor, action="uitvoer.requested", subject=row, maker=maker, about=about)
    return row


@transaction.atomic
def fetch_own(*, actor: Any, row: Uitvoer) -> File:
    """Hand over an own file, open for reading, when the person may still have all of it."""
    if row.person_id != actor.pk or not makers.of(row.maker).may_have(actor, row.about):
        raise PermissionDenied
    if not row.can_be_fetched:
        raise ValidationError("Dit bestand is er niet meer. Maak het opnieuw.")
    record(actor=actor, action="uitvoer.fetched", subject=row)
    return default_storage.open(str(row.file.name), "rb")


@transaction.atomic
def keep_public(*, maker: str, about: str, form: str, fingerprint: str) -> bool:
    """See to it that a public file shows this; say whether it must be made (anew)."""
    row, _ = Uitvoer.objects.select_for_update().get_or_create(
        maker=maker, about=about, form=form, person=None, defaults={"fingerprint": ""}
    )
    if row.fingerprint == fingerprint and row.state != Stand.FAILED:
        return False
    _again(row, fingerprint)
    return True


@transaction.atomic
def drop_public(*, maker: str, about: str | None = None) -> None:
    """Throw public files of a maker away at once: they may show what is closed now."""
    rows = Uitvoer.objects.select_for_update().for_everybody().filter(maker=maker)
    for row in rows if about is None else rows.filter(about=about):
        delete_after_commit(str(row.file.name))
        row.file = ""
        _again(row, "")


def _again(row: Uitvoer, fingerprint: str) -> None:
    row.state, row.fingerprint = Stand.BUSY, fingerprint
    row.requested_at = row.due_at = timezone.now()
    row.done = row.attempts = 0
    row.error, row.lease_until = "", None
    row.save()


def delete_after_commit(name: str) -> None:
    """Delete a file once its row is surely gone or points elsewhere."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name), robust=True)
