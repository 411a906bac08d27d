"""Who sees a meeting, organises it and comes to it."""

from typing import Any

import rules

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Bijeenkomst, Rondmail, was_there
from communities.models import Community
from communities.permissions import is_organiser_anywhere
from communities.sharing import lets_in


@rules.predicate
def may_view(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """Whoever the visibility of the meeting lets in."""
    return bijeenkomst is not None and lets_in(
        user, bijeenkomst.visibility, bijeenkomst.community_ids
    )


@rules.predicate
def is_organiser(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """An organiser of the leading community."""
    return bool(
        bijeenkomst and user.is_authenticated and user.is_organiser(bijeenkomst.community_id)
    )


@rules.predicate
def may_schedule_in(user: Any, community: Community | None) -> bool:
    """An organiser: of this community, or without one of any."""
    if community is None:
        return bool(is_organiser_anywhere(user))
    return bool(user.is_authenticated and user.is_organiser(community.pk))


@rules.predicate
def is_signed_up(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """Somebody who said yes or maybe."""
    mine = bijeenkomst.answer_of(user) if bijeenkomst else None
    return bool(mine and mine.answer in {Answer.YES, Answer.MAYBE})


@rules.predicate
def attended(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """Somebody who was there (``models/erbij.py``), and may know of the meeting."""
    return bool(bijeenkomst and may_view(user, bijeenkomst) and was_there(user, bijeenkomst))


@rules.predicate
def is_member(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """A member of one of its communities."""
    return bool(
        bijeenkomst and user.is_authenticated and user.is_member(*bijeenkomst.community_ids)
    )


@rules.predicate
def organises_meeting_of(user: Any, rondmail: Rondmail | None) -> bool:
    """An organiser of the meeting that the mail is about."""
    return bool(rondmail and is_organiser(user, rondmail.bijeenkomst))


@rules.predicate
def is_unsent(user: Any, rondmail: Rondmail | None) -> bool:
    """A mail that is still a draft."""
    return bool(rondmail and not rondmail.is_sent)
