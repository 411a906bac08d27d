"""Who says whether what was learned in a casus may become public."""

from typing import Any

import rules

from casussen.models import Casus


@rules.predicate
def casushouder_left(user: Any, casus: Casus | None) -> bool:
    """The account of the casushouder was closed, so nobody else can answer."""
    return bool(casus and not casus.casushouder.is_active)
