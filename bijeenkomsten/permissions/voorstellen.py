"""Who proposes something for a programme, reads proposals and decides about them."""

from typing import Any

import rules

from bijeenkomsten.models import Agendavoorstel
from bijeenkomsten.permissions.meetings import is_organiser, may_view


@rules.predicate
def proposed_it(user: Any, voorstel: Agendavoorstel | None) -> bool:
    """Who made the proposal, as long as they may see the meeting."""
    mine = bool(voorstel and user.is_authenticated and voorstel.proposed_by_id == user.pk)
    return mine and may_view(user, voorstel.bijeenkomst)  # type: ignore[union-attr]


@rules.predicate
def organises_programme_of(user: Any, voorstel: Agendavoorstel | None) -> bool:
    """An organiser of the meeting that it is for."""
    return bool(voorstel and is_organiser(user, voorstel.bijeenkomst))
