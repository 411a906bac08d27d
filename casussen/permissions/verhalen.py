"""Who is what to a story without names."""

from typing import Any

import rules

from casussen.enums import VerhaalState
from casussen.models import Verhaal
from casussen.permissions.casussen import is_lead_organiser, is_writer
from communities.permissions import is_redacteur


@rules.predicate
def is_public_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """A story that was checked and put where anyone reads it."""
    return bool(verhaal and verhaal.state == VerhaalState.PUBLISHED)


@rules.predicate
def writes_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """A writer of the casus of a story, unless that is in the trash."""
    return bool(verhaal and verhaal.casus.deleted_at is None and is_writer(user, verhaal.casus))


@rules.predicate
def is_asked_about_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who may look whether a story that waits gives its casus away; they see that casus' facts."""
    if verhaal is None or verhaal.state != VerhaalState.REVIEW:
        return False
    casus = verhaal.casus
    may = is_redacteur(user) or is_lead_organiser(user, casus)
    return bool(may and casus.deleted_at is None)


@rules.predicate
def made_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who began a story, or asked to check it."""
    return bool(
        verhaal
        and user.is_authenticated
        and user.pk in {verhaal.created_by_id, verhaal.requested_by_id}
    )


@rules.predicate
def keeps_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who may take a public story away: it must go at once when somebody recognises it."""
    if verhaal is None or not user.is_authenticated:
        return False
    casus = verhaal.casus
    return bool(is_redacteur(user) or is_writer(user, casus) or is_lead_organiser(user, casus))
