"""The list that somebody takes along: putting on it, its order, and mailing it to oneself."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from communities.models import Deelnemer
from handboek.models import Advies, Lijstitem
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.services import announce

MOST = 50
AGAIN = timedelta(minutes=5)
FULL = f"Je lijst is vol. Er passen {MOST} adviezen op. Haal er eerst een af."
NO_ROOM = f"Er passen {MOST} adviezen op je lijst. Er is nog plek voor {{}}. Kies er minder."
EMPTY = "Je lijst is leeg. Zet er eerst een advies op."
JUST_MAILED = "We mailden je lijst net. Kijk ook bij je ongewenste mail, of wacht vijf minuten."


@transaction.atomic
def put_on_list(*, actor: Any, adviezen: Sequence[Advies]) -> int:
    """Put adviezen at the end of somebody's list; return how many did not stand on it yet."""
    _lock(actor)
    mine = Lijstitem.objects.filter(owner=actor)
    known = set(mine.values_list("advies", flat=True))
    new = [advies for advies in adviezen if advies.pk not in known]
    room = MOST - len(known)
    if len(new) > room:
        raise ValidationError(NO_ROOM.format(room) if room > 0 else FULL)
    last = mine.aggregate(last=Max("position"))["last"] or 0
    Lijstitem.objects.bulk_create(
        Lijstitem(owner=actor, advies=advies, position=place)
        for place, advies in enumerate(new, start=last + 1)
    )
    return len(new)


@transaction.atomic
def take_off_list(*, actor: Any, item: Lijstitem) -> None:
    """Take an advies from somebody's list, with the note."""
    _lock(actor)
    Lijstitem.objects.filter(owner=actor, pk=item.pk).delete()


@transaction.atomic
def move_on_list(*, actor: Any, item: Lijstitem, up: bool) -> int:
    """Change places with the one above or below; return the place that it has now, from one."""
    _lock(actor)
    rows = list(Lijstitem.objects.filter(owner=actor))
    places = {row.pk: place for place, row in enumerate(rows)}
    if item.pk not in places:
        raise ValidationError("Dit advies staat niet meer op je lijst.")
    here = places[item.pk]
    there = min(max(here + (-1 if up else 1), 0), len(rows) - 1)
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, start=1):
        row.position = place
    Lijstitem.objects.bulk_update(rows, ["position"])
    return there + 1


@transaction.atomic
def note_on_list(*, actor: Any, item: Lijstitem, note: str) -> None:
    """Keep what somebody wants to remember with an advies."""
    Lijstitem.objects.filter(owner=actor, pk=item.pk).update(note=note)


@transaction.atomic
def mail_list(*, actor: Any) -> None:
    """Mail somebody their own list, as it is when the mail goes out."""
    _lock(actor)
    if not Lijstitem.objects.filter(owner=actor).exists():
        raise ValidationError(EMPTY)
    since = timezone.now() - AGAIN
    before = MessageEvent.objects.filter(kind="lijst.mailed", actor=actor, created_at__gt=since)
    if before.exists():
        raise ValidationError(JUST_MAILED)
    announce(kind="lijst.mailed", subject=actor, actor=actor)


def _lock(person: Any) -> None:
    """Let two changes of one list wait for each other."""
    Deelnemer.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
