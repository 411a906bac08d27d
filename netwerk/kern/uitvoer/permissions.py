"""The access policy of files: a public one for everybody, an own one for that person alone."""

from typing import Any

import rules

from netwerk.kern.uitvoer.models import Uitvoer


@rules.predicate
def is_yours_or_public(user: Any, row: Any) -> bool:
    """The person for whom it was made; or anybody, when it was made for everybody."""
    if row is None or row.person_id is None:
        return row is not None
    return bool(user.is_authenticated and row.person_id == user.pk)


PERMISSIONS = {"uitvoer.view_uitvoer": is_yours_or_public}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {Uitvoer: "uitvoer.view_uitvoer"}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
