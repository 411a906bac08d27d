"""After a meeting: who tells what they thought of it, and who reads the result."""

from typing import Any

import rules

from bijeenkomsten.models import Bijeenkomst


@rules.predicate
def is_over(user: Any, bijeenkomst: Bijeenkomst | None) -> bool:
    """A meeting that went on, and ended."""
    return bool(bijeenkomst and bijeenkomst.is_past and not bijeenkomst.is_cancelled)
