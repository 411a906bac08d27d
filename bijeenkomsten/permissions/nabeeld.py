"""Who writes the look back on a meeting, puts it online, and takes it away."""

from typing import Any

import rules

from bijeenkomsten.models import Bijeenkomst, Nabeeld, Verslag
from bijeenkomsten.permissions.meetings import is_organiser, may_view
from communities.permissions import is_redacteur
from communities.sharing import lets_in


@rules.predicate
def writes_about(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """An organiser, or who writes all of the minutes."""
    if bijeenkomst is None or not user.is_authenticated or not may_view(user, bijeenkomst):
        return False
    if is_organiser(user, bijeenkomst):
        return True
    return Verslag.objects.filter(bijeenkomst=bijeenkomst, writers=user.pk).exists()


@rules.predicate
def writes_nabeeld(user: Any, nabeeld: Nabeeld | None) -> bool:
    """Who writes about its meeting."""
    return bool(nabeeld and writes_about(user, nabeeld.bijeenkomst))


@rules.predicate
def wrote_last(user: Any, nabeeld: Nabeeld | None) -> bool:
    """Whose words stand in it last."""
    return bool(nabeeld and user.is_authenticated and nabeeld.updated_by_id == user.pk)


@rules.predicate
def is_online(user: Any, nabeeld: Nabeeld | None) -> bool:
    """A look back that somebody else than its writer put online."""
    return bool(nabeeld and nabeeld.is_published)


@rules.predicate
def may_read_nabeeld(user: Any, nabeeld: Nabeeld | None) -> bool:
    """What is online, for who may see the meeting, and by its own visibility."""
    if nabeeld is None or not nabeeld.is_published:
        return False
    meeting = nabeeld.bijeenkomst
    return may_view(user, meeting) and lets_in(user, nabeeld.visibility, meeting.community_ids)


@rules.predicate
def looks_along(user: Any, nabeeld: Nabeeld | None) -> bool:
    """An organiser or a redacteur who may see the meeting."""
    if nabeeld is None or not user.is_authenticated:
        return False
    meeting = nabeeld.bijeenkomst
    return bool(may_view(user, meeting) and (is_redacteur(user) or is_organiser(user, meeting)))


@rules.predicate
def waits(user: Any, nabeeld: Nabeeld | None) -> bool:
    """A look back that somebody must look at before it goes online."""
    return bool(nabeeld and nabeeld.asked_at)
