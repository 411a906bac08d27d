"""Who asks the rijk about a les, and who answers: the rijk takes part like any other side."""

from typing import Any

import rules

from handboek.models import Les, Rijksvraag
from netwerk.kern.policy import allowed


@rules.predicate
def organises_its_community(user: Any, les: Les | None) -> bool:
    """An organiser of the community that the les is of."""
    return bool(les and user.is_authenticated and user.is_organiser(les.community_id))


@rules.predicate
def is_of_the_organisation(user: Any, vraag: Rijksvraag | None) -> bool:
    """Somebody of the network who works at the organisation that was asked."""
    if vraag is None or not user.is_authenticated or not user.in_network:
        return False
    return bool(user.organisatie_id == vraag.organisatie_id)


@rules.predicate
def may_view_les_of(user: Any, vraag: Rijksvraag | None) -> bool:
    """Who reads the les reads what was asked about it, and the answer."""
    return vraag is not None and allowed(user, "handboek.view_les", vraag.les)
