"""The access policy of searches that people keep: they are their own."""

from typing import Any

import rules

from netwerk.kern.zoeken.models import Zoekopdracht


@rules.predicate
def keeps_it(user: Any, row: Zoekopdracht | None) -> bool:
    """Who keeps the search."""
    return bool(user.is_authenticated and row is not None and row.person_id == user.pk)


PERMISSIONS = {
    "zoeken.view_zoekopdracht": keeps_it,
    "zoeken.change_zoekopdracht": keeps_it,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {Zoekopdracht: "zoeken.view_zoekopdracht"}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
