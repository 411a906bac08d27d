"""The access policy of bijeenkomsten: predicates first, then one table."""

from typing import Any

import rules

from bijeenkomsten.enums import Answer, VerslagState
from bijeenkomsten.models import Bijeenkomst, Rondmail, Verslag
from communities.models import Community
from communities.permissions import is_in_network, is_organiser_anywhere, is_signed_in
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


@rules.predicate
def organises_meeting_of(user: Any, rondmail: Rondmail | None) -> bool:
    """An organiser of the meeting that the mail is about."""
    return bool(rondmail and is_organiser(user, rondmail.bijeenkomst))


@rules.predicate
def is_unsent(user: Any, rondmail: Rondmail | None) -> bool:
    """A mail that is still a draft."""
    return bool(rondmail and not rondmail.is_sent)


@rules.predicate
def is_member(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """A member of one of its communities."""
    return bool(
        bijeenkomst and user.is_authenticated and user.is_member(*bijeenkomst.community_ids)
    )


PERMISSIONS = {
    "bijeenkomsten.view_bijeenkomst": may_view,
    "bijeenkomsten.schedule_bijeenkomst": may_schedule_in,
    "bijeenkomsten.change_bijeenkomst": is_organiser,
    "bijeenkomsten.cancel_bijeenkomst": is_organiser,
    "bijeenkomsten.restore_bijeenkomst": is_organiser,
    "bijeenkomsten.discuss_bijeenkomst": may_view & is_in_network & (is_member | is_signed_up),
    "bijeenkomsten.register": is_signed_in & may_view,
    "bijeenkomsten.view_attendees": is_organiser | (may_view & is_in_network & is_signed_up),
    "bijeenkomsten.view_needs": is_organiser,
    "bijeenkomsten.view_online_link": is_organiser | (may_view & is_signed_up),
    "bijeenkomsten.mail_attendees": is_organiser,
    "bijeenkomsten.view_rondmail": organises_meeting_of,
    "bijeenkomsten.change_rondmail": organises_meeting_of & is_unsent,
    "bijeenkomsten.start_verslag": is_organiser,
    "bijeenkomsten.view_verslag": writes_verslag | may_read_verslag,
    "bijeenkomsten.write_verslag": writes_verslag & is_draft,
    "bijeenkomsten.finalise_verslag": writes_verslag & is_draft,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Bijeenkomst: "bijeenkomsten.view_bijeenkomst",
    Rondmail: "bijeenkomsten.view_rondmail",
    Verslag: "bijeenkomsten.view_verslag",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
