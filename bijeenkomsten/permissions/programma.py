"""Who sees a part of a programme, and who puts papers with it."""

from typing import Any

import rules

from bijeenkomsten.models import Agendapunt
from bijeenkomsten.permissions.meetings import is_organiser, may_view


@rules.predicate
def sees_part(user: Any, agendapunt: Agendapunt | None) -> bool:
    """Whoever may see the meeting."""
    return bool(agendapunt and may_view(user, agendapunt.bijeenkomst))


@rules.predicate
def owns_part(user: Any, agendapunt: Agendapunt | None) -> bool:
    """Who brings the part in."""
    return bool(agendapunt and user.is_authenticated and agendapunt.owner_id == user.pk)


@rules.predicate
def organises_part(user: Any, agendapunt: Agendapunt | None) -> bool:
    """An organiser of the meeting."""
    return bool(agendapunt and is_organiser(user, agendapunt.bijeenkomst))
