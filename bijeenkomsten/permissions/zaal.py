"""Who looks along and writes in the room, besides who comes."""

from typing import Any

import rules

from bijeenkomsten.models import Bijeenkomst, Inbreng
from bijeenkomsten.permissions.meetings import attended, is_organiser, is_signed_up, may_view
from bijeenkomsten.permissions.nazorg import is_over


@rules.predicate
def brings_something_in(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """Somebody who brings a part of the programme in."""
    return bool(
        bijeenkomst
        and user.is_authenticated
        and bijeenkomst.agendapunten.filter(owner=user).exists()
    )


joins_room: Any = (
    is_organiser | attended | (may_view & ((is_signed_up & ~is_over) | brings_something_in))
)
"""Once it is over: who was there, and no longer everybody who had signed up."""


@rules.predicate
def joins_room_of(user: Any, inbreng: Inbreng | None) -> bool:
    """Somebody who looks along in the room where it was written."""
    return bool(inbreng and joins_room(user, inbreng.agendapunt.bijeenkomst))


@rules.predicate
def wrote_it_or_organises(user: Any, inbreng: Inbreng | None) -> bool:
    """Who wrote it, and an organiser of the meeting."""
    if inbreng is None:
        return False
    return inbreng.author_id == user.pk or is_organiser(user, inbreng.agendapunt.bijeenkomst)


@rules.predicate
def brought_the_part_in(user: Any, inbreng: Inbreng | None) -> bool:
    """Who brought in the part at which it was written."""
    return bool(inbreng and user.is_authenticated and inbreng.agendapunt.owner_id == user.pk)
