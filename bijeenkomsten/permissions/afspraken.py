"""Who reads, changes and closes decisions and action points."""

from typing import Any

import rules

from bijeenkomsten.enums import ActionState, VerslagState
from bijeenkomsten.models import Actiepunt, Verslag
from bijeenkomsten.permissions.meetings import is_organiser, may_view


@rules.predicate
def owns_actiepunt(user: Any, actiepunt: Actiepunt | None) -> bool:
    """Who does it."""
    return bool(actiepunt and user.is_authenticated and actiepunt.owner_id == user.pk)


@rules.predicate
def shares_actiepunt(user: Any, actiepunt: Actiepunt | None) -> bool:
    """A member of the community that leads the meeting, who may know of that meeting."""
    if actiepunt is None or not user.is_authenticated:
        return False
    meeting = actiepunt.bijeenkomst
    return bool(user.is_member(meeting.community_id) and may_view(user, meeting))


@rules.predicate
def organises_actiepunt(user: Any, actiepunt: Actiepunt | None) -> bool:
    """An organiser of the meeting."""
    return bool(actiepunt and is_organiser(user, actiepunt.bijeenkomst))


@rules.predicate
def is_open(user: Any, actiepunt: Actiepunt | None) -> bool:
    """Something that is still to be done."""
    return bool(actiepunt and actiepunt.state == ActionState.OPEN)


@rules.predicate
def noted_actiepunt(user: Any, actiepunt: Actiepunt | None) -> bool:
    """Who wrote it down."""
    return bool(actiepunt and user.is_authenticated and actiepunt.noted_by_id == user.pk)


@rules.predicate
def is_in_draft(user: Any, actiepunt: Actiepunt | None) -> bool:
    """Something in minutes that only their writers read yet."""
    if actiepunt is None:
        return False
    drafts = Verslag.objects.filter(state=VerslagState.DRAFT)
    return bool(drafts.filter(bijeenkomst=actiepunt.bijeenkomst_id).exists())
