"""Making a key for the API, and withdrawing it."""

import secrets
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from communities.models import ApiSleutel, Deelnemer
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

PREFIX = "nnbw_"  # so that a program that looks for lost keys knows one of ours
MOST = 10
LONGEST_DAYS = 365


class SleutelError(Exception):
    """A key cannot be made; the text says why, in Dutch."""


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_apisleutel(*, actor: Any, name: str, expires_on: date, second_step: bool) -> str:
    """Make a key and return it: it is shown now, and never again.

    Raises SleutelError with a reason in Dutch.
    """
    Deelnemer.objects.select_for_update().get(pk=actor.pk)  # counts one by one
    if ApiSleutel.objects.visible_to(actor).count() >= MOST:
        raise SleutelError(f"Je hebt al {MOST} sleutels. Trek er eerst een in.")
    key = PREFIX + secrets.token_urlsafe(32)
    made = ApiSleutel.objects.create(
        deelnemer=actor,
        name=name,
        digest=digest_of(key),
        session_hash=actor.get_session_auth_hash(),
        second_step=second_step,
        expires_on=expires_on,
    )
    record(actor=actor, action="apisleutel.made", subject=made)
    announce(kind="apisleutel.made", subject=actor, actor=actor, sleutel=made.pk)
    return key


@transaction.atomic
def withdraw_apisleutel(*, actor: Any, sleutel: ApiSleutel) -> None:
    """Let a key stop at once."""
    record(actor=actor, action="apisleutel.withdrawn", subject=sleutel)
    sleutel.delete()


def used_today(sleutel: ApiSleutel) -> None:
    """Write down the day on which a key was used, once a day, and nothing else of it."""
    today = timezone.localdate()
    if sleutel.last_used_on != today:
        ApiSleutel.objects.filter(pk=sleutel.pk).update(last_used_on=today)
