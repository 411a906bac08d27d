"""Who is what to a question to residents, and to an answer."""

from typing import Any

import rules

from casussen.enums import AntwoordState
from casussen.models import Inwonersantwoord, Inwonersvraag
from casussen.permissions.casussen import is_casushouder, is_lead_organiser, may_view


@rules.predicate
def may_view_inwonersvraag(user: Any, vraag: Inwonersvraag | None) -> bool:
    """Whoever may read the casus that it is about."""
    return bool(vraag and may_view(user, vraag.casus))


@rules.predicate
def moderates_inwonersvraag(user: Any, vraag: Inwonersvraag | None) -> bool:
    """The casushouder, or an organiser of the leading community."""
    if vraag is None:
        return False
    return bool(is_casushouder(user, vraag.casus) or is_lead_organiser(user, vraag.casus))


@rules.predicate
def may_view_inwonersantwoord(user: Any, antwoord: Inwonersantwoord | None) -> bool:
    """Whoever may read the casus, once a moderator placed the answer."""
    if antwoord is None or antwoord.state != AntwoordState.PLACED:
        return False
    return bool(may_view(user, antwoord.vraag.casus))
