"""Who reads, writes, checks and corrects minutes."""

from typing import Any

import rules

from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models import Verslag, VerslagItem, Wijzigingsvoorstel
from bijeenkomsten.permissions.meetings import attended, is_organiser, may_view
from communities.sharing import lets_in


def writes_all_of(user: Any, verslag: Verslag) -> bool:
    """Say whether somebody writes every part: an organiser, or who was asked to write along."""
    if not user.is_authenticated or not may_view(user, verslag.bijeenkomst):
        return False
    return bool(is_organiser(user, verslag.bijeenkomst)) or user.pk in _writers(verslag)


def _writers(verslag: Verslag) -> set[int]:
    """Return who writes along, fetched once for this object."""
    found: set[int] | None = verslag.__dict__.get("_writer_ids")
    if found is None:
        found = set(verslag.writers.values_list("pk", flat=True))
        verslag.__dict__["_writer_ids"] = found
    return found


@rules.predicate
def organises_verslag(user: Any, verslag: Verslag | None) -> bool:
    """An organiser of the meeting."""
    return bool(verslag and is_organiser(user, verslag.bijeenkomst))


@rules.predicate
def writes_verslag(user: Any, verslag: Verslag | None) -> bool:
    """An organiser, a writer, or the owner of a part."""
    if verslag is None or not user.is_authenticated:
        return False
    if writes_all_of(user, verslag):
        return True
    owned = verslag.items.filter(agendapunt__owner=user)
    return bool(may_view(user, verslag.bijeenkomst)) and owned.exists()


@rules.predicate
def is_draft(user: Any, verslag: Verslag | None) -> bool:
    """Minutes that nobody but their writers reads yet."""
    return bool(verslag and verslag.state == VerslagState.DRAFT)


@rules.predicate
def is_checked(user: Any, verslag: Verslag | None) -> bool:
    """Minutes that who was there looks at now."""
    return bool(verslag and verslag.state == VerslagState.CHECK)


@rules.predicate
def is_final(user: Any, verslag: Verslag | None) -> bool:
    """Minutes that change by a correction only."""
    return bool(verslag and verslag.state == VerslagState.FINAL)


@rules.predicate
def was_at_meeting(user: Any, verslag: Verslag | None) -> bool:
    """Somebody who was there, and may know of the meeting."""
    return bool(verslag and attended(user, verslag.bijeenkomst))


@rules.predicate
def may_read_verslag(user: Any, verslag: Verslag | None) -> bool:
    """Final minutes: whoever may see both the meeting and, by their visibility, the minutes."""
    if verslag is None or verslag.state != VerslagState.FINAL:
        return False
    meeting = verslag.bijeenkomst
    return may_view(user, meeting) and lets_in(user, verslag.visibility, meeting.community_ids)


@rules.predicate
def reads_item(user: Any, item: VerslagItem | None) -> bool:
    """Whoever reads the minutes that it stands in."""
    return bool(item and user.has_perm("bijeenkomsten.view_verslag", item.verslag))


@rules.predicate
def writes_item(user: Any, item: VerslagItem | None) -> bool:
    """Who writes everything, or brought this part in; as long as it is not final."""
    if item is None or item.verslag.state == VerslagState.FINAL or not user.is_authenticated:
        return False
    owns = item.agendapunt.owner_id == user.pk and may_view(user, item.verslag.bijeenkomst)
    return bool(owns or writes_all_of(user, item.verslag))


@rules.predicate
def checks_item(user: Any, item: VerslagItem | None) -> bool:
    """Who was there, while the minutes are checked."""
    return bool(item and is_checked(user, item.verslag) and was_at_meeting(user, item.verslag))


@rules.predicate
def corrects_item(user: Any, item: VerslagItem | None) -> bool:
    """An organiser, of final minutes."""
    return bool(item and is_final(user, item.verslag) and organises_verslag(user, item.verslag))


@rules.predicate
def decides_proposal(user: Any, voorstel: Wijzigingsvoorstel | None) -> bool:
    """Who writes the part that it is about, as long as nobody answered."""
    return bool(
        voorstel and voorstel.state == ProposalState.PENDING and writes_item(user, voorstel.item)
    )
