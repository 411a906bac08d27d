"""Who reads and writes minutes."""

from typing import Any

import rules

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Verslag
from bijeenkomsten.permissions.meetings import is_organiser, may_view
from communities.sharing import lets_in


@rules.predicate
def writes_verslag(user: Any, verslag: Verslag | None) -> bool:
    """An organiser of the meeting."""
    return bool(verslag and is_organiser(user, verslag.bijeenkomst))


@rules.predicate
def is_draft(user: Any, verslag: Verslag | None) -> bool:
    """Minutes that may still change."""
    return bool(verslag and verslag.state == VerslagState.DRAFT)


@rules.predicate
def may_read_verslag(user: Any, verslag: Verslag | None) -> bool:
    """Final minutes: whoever may see both the meeting and, by their visibility, the minutes."""
    if verslag is None or verslag.state != VerslagState.FINAL:
        return False
    meeting = verslag.bijeenkomst
    return may_view(user, meeting) and lets_in(user, verslag.visibility, meeting.community_ids)
