"""The waiting list: a free place is offered to who waits longest, once, and kept for a while."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bijeenkomsten.enums import Answer, Status
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.wachtlijst import kept_until
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce


def pass_on(locked: Bijeenkomst) -> None:
    """Take back the offers that nobody answered in time, and offer every free place.

    The meeting is locked, so this happens one by one. Whoever changes something that can free a
    place calls it; who comes later than the waiting people cannot take a place that they wait for.
    """
    forget_counts(locked)
    now, line = timezone.now(), list(locked.aanmeldingen.in_line())
    _take_back(locked, [mine for mine in line if _ran_out(mine, now)], now)
    if not line or locked.is_cancelled or locked.starts_at <= now:
        return
    left = {form.value: locked.places_left_in(form) for form in locked.forms}
    for mine in line:
        if mine.answer == Answer.WAITING and mine.offered_until is None:
            form = mine.form if locked.is_hybrid else locked.forms[0].value
            number = left[form]
            if number != 0:
                left[form] = None if number is None else number - 1
                _offer(locked, mine, now)
    forget_counts(locked)


def keep_no_longer_than_the_start(locked: Bijeenkomst) -> None:
    """Shorten the offers of a meeting that now begins before they run out."""
    late = locked.aanmeldingen.filter(offered_until__gt=locked.starts_at)
    late.update(offered_until=locked.starts_at)


def _ran_out(mine: Aanmelding, now: datetime) -> bool:
    return mine.offered_until is not None and mine.offered_until <= now


def forget_counts(bijeenkomst: Bijeenkomst) -> None:
    """Let a meeting count its answers anew when it is asked."""
    for name in ("coming", "taken_room", "taken_online", "waiting"):
        bijeenkomst.__dict__.pop(name, None)


def withdraw_offers(locked: Bijeenkomst) -> None:
    """Take back every offer of a meeting that does not go on; who waits stays in line."""
    locked.aanmeldingen.filter(answer=Answer.WAITING).update(offered_until=None)


@transaction.atomic
def pass_on_if_free(pk: int) -> None:
    """Do ``pass_on`` for a meeting that nobody else is busy with; they will do it themselves."""
    rows = Bijeenkomst.objects.filter(pk=pk)
    if locked := rows.select_for_update(skip_locked=True).first():
        pass_on(locked)


def with_work(now: datetime) -> list[int]:
    """Return the meetings with an offer that ran out, or with both a place and somebody waiting."""
    waiting = Aanmelding.objects.filter(bijeenkomst=OuterRef("pk"), answer=Answer.WAITING)
    late = Q(Exists(waiting.filter(offered_until__lte=now)))
    soon = Q(starts_at__gt=now, status=Status.PLANNED) & Exists(waiting.filter(offered_until=None))
    rows = Bijeenkomst.objects.filter(late | soon).with_counts()
    ran_out = set(Bijeenkomst.objects.filter(late).values_list("pk", flat=True))
    return [m.pk for m in rows if m.pk in ran_out or len(m.full_forms) < len(m.forms)]


def _offer(locked: Bijeenkomst, mine: Aanmelding, now: datetime) -> None:
    mine.offered_until = kept_until(now, locked.starts_at)
    mine.offers += 1
    mine.save(update_fields=["offered_until", "offers"])
    record(actor=None, action="aanmelding.offered", subject=mine)
    tell(locked, mine, "bijeenkomst.place_offered", offers=mine.offers)


def _take_back(locked: Bijeenkomst, late: list[Aanmelding], now: datetime) -> None:
    """Let who did not answer in time leave the line; after the start there is nothing to say."""
    for mine in late:
        mine.answer, mine.waiting_since, mine.offered_until = Answer.MAYBE, None, None
        mine.save()
        record(actor=None, action="aanmelding.offer_passed", subject=mine)
        if not locked.is_cancelled and locked.starts_at > now:
            tell(locked, mine, "bijeenkomst.offer_passed", offers=mine.offers)


def tell(
    locked: Bijeenkomst, mine: Aanmelding, kind: str, *, actor: Any = None, **more: Any
) -> None:
    """Announce something to the person or the guest of one answer."""
    whom = {"gast_id": mine.gast_id} if mine.gast_id else {"person_id": mine.deelnemer_id}
    announce(kind=kind, subject=locked, actor=actor, revision=locked.revision, **whom, **more)
