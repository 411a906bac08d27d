"""Steering the room: which step is on, and until when."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import Steering
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Stap, Zaalstand
from bijeenkomsten.services.errors import BijeenkomstError, RoomMovedOnError
from bijeenkomsten.services.locking import lock
from netwerk.kern.audit.services import record

MORE_MINUTES = 2
type Place = tuple[Agendapunt, Stap | None]


def places(bijeenkomst: Bijeenkomst) -> list[Place]:
    """Return everything that a room can be at, in order: each step, or a part without steps."""
    found: list[Place] = []
    for item in bijeenkomst.agendapunten.prefetch_related("stappen"):
        steps: list[Stap | None] = [*item.stappen.all()]
        found += [(item, step) for step in steps or [None]]
    return found


def place_of(stand: Zaalstand, found: list[Place]) -> int | None:
    """Return where the room is in ``places``; None when it has not begun or is over."""
    if stand.agendapunt_id is None:
        return None
    at = [i for i, (item, _) in enumerate(found) if item.pk == stand.agendapunt_id]
    exact = [i for i in at if getattr(found[i][1], "pk", None) == stand.stap_id]
    return next(iter(exact or at), None)


@transaction.atomic
def steer_room(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    act: str,
    version: int,
    agendapunt: int | None = None,
) -> Zaalstand:
    """Begin, go on, go back, give more time, go to a part, or stop.

    Raises RoomMovedOnError when the room changed since ``version``: a double click, or another
    organiser who was first.
    """
    if act not in Steering.values:
        raise BijeenkomstError("Kies een knop van de zaal.")
    locked = lock(bijeenkomst)
    if locked.is_cancelled:
        raise BijeenkomstError("Deze bijeenkomst gaat niet door.")
    stand, _ = Zaalstand.objects.get_or_create(bijeenkomst=locked)
    if stand.version != version:
        raise RoomMovedOnError
    found = places(locked)
    if not found:
        raise BijeenkomstError("Er staat nog niets op het programma.")
    if act == Steering.MORE:
        _give_more(stand)
    else:
        _go_to(stand, _aim(stand, found, act, agendapunt))
    stand.version += 1
    stand.save()
    record(actor=actor, action="zaal.steered", subject=locked, steering=act)
    return stand


def _aim(stand: Zaalstand, found: list[Place], act: str, agendapunt: int | None) -> Place | None:
    """Return where the room goes; None is the end."""
    now = place_of(stand, found)
    if act == Steering.STOP:
        return None
    if act == Steering.CHOOSE:
        chosen = next((place for place in found if place[0].pk == agendapunt), None)
        if chosen is None:
            raise BijeenkomstError("Kies een onderdeel van het programma.")
        return chosen
    if act == Steering.BEGIN or now is None:
        return found[0]
    if act == Steering.BACK:
        return found[max(0, now - 1)]
    return found[now + 1] if now + 1 < len(found) else None


def _go_to(stand: Zaalstand, place: Place | None) -> None:
    item, step = place or (None, None)
    stand.agendapunt, stand.stap = item, step
    stand.began_at = timezone.now()
    length = step or item
    stand.ends_at = stand.began_at + timedelta(minutes=length.minutes) if length else None


def _give_more(stand: Zaalstand) -> None:
    """Add minutes to what is left; when the time is over, give them from now."""
    if stand.agendapunt_id is None or stand.ends_at is None:
        raise BijeenkomstError("De zaal is nog niet begonnen.")
    stand.ends_at = max(stand.ends_at, timezone.now()) + timedelta(minutes=MORE_MINUTES)
