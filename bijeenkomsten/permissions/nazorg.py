"""Who tells what they thought of a meeting, and who reads the result."""

from typing import Any

import rules

from bijeenkomsten.models import Bijeenkomst, was_there
from bijeenkomsten.permissions.meetings import may_view


@rules.predicate
def attended(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """Somebody who was there, and may know of the meeting."""
    return bool(bijeenkomst and may_view(user, bijeenkomst) and was_there(user, bijeenkomst))


@rules.predicate
def is_over(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """A meeting that went on, and ended."""
    return bool(bijeenkomst and bijeenkomst.is_past and not bijeenkomst.is_cancelled)
