"""Who sees which part of somebody's profile: the only place that decides.

Name, organisation, function, area, themes, expertise and "vraag mij over" are for the whole
network. The other parts follow what the person chose. A beheerder has no special place here:
what it takes to help somebody stands in beheer.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.urls import reverse

from communities.enums import Audience
from communities.models import Deelnemer, Lidmaatschap

PARTS = ("email", "phone", "photo", "about")
ALL_PARTS = frozenset(PARTS)


def shown_to(person: Deelnemer, audience: Audience) -> frozenset[str]:
    """Return what somebody of a shared community sees, or who is only in the same network."""
    open_to = {Audience.NETWORK, audience}
    return frozenset(part for part in PARTS if getattr(person, f"{part}_shown") in open_to)


def visible_parts(viewer: Any, person: Deelnemer) -> frozenset[str]:
    """Return the parts of this person's profile that the viewer may see."""
    return _parts(viewer, person, shares=bool(_sharing(viewer, [person])))


def mark(viewer: Any, people: Iterable[Deelnemer]) -> None:
    """Give every person of a page ``visible_parts`` and ``photo_url`` ("" if not for them).

    One query, whatever the number of people.
    """
    listed = list(people)
    sharing = _sharing(viewer, listed)
    for person in listed:
        person.visible_parts = _parts(viewer, person, shares=person.pk in sharing)
        shows_photo = "photo" in person.visible_parts
        person.photo_url = photo_address(person, small=True) if shows_photo else ""


def photo_address(person: Deelnemer, *, small: bool = False) -> str:
    """Return the address of somebody's photo, or "" without one; a new photo has a new one."""
    if not person.photo:
        return ""
    address = reverse("communities:foto_klein" if small else "communities:foto", args=[person.pk])
    return f"{address}?v={PurePath(str(person.photo)).stem[:8]}"


def _parts(viewer: Any, person: Deelnemer, *, shares: bool) -> frozenset[str]:
    if not viewer.is_authenticated:
        return frozenset()
    if viewer.pk == person.pk:
        return ALL_PARTS
    if not (viewer.is_active and viewer.in_network and person.is_active):
        return frozenset()
    return shown_to(person, Audience.COMMUNITIES if shares else Audience.NETWORK)


def _sharing(viewer: Any, people: Iterable[Deelnemer]) -> set[int]:
    """Return the ids of those who are in a community of the viewer."""
    if not (viewer.is_authenticated and viewer.roles):
        return set()
    ids = {person.pk for person in people}
    places = Lidmaatschap.objects.filter(community__in=viewer.roles, deelnemer__in=ids)
    return set(places.values_list("deelnemer_id", flat=True))
