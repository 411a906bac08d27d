"""The access policy of people's data: each person the own, a beheerder the pages of beheer.

A beheerder never sees a copy of somebody's data.
"""

from typing import Any

import rules

from netwerk.kern.avg.models import Gegevensexport, Verwijderverzoek
from netwerk.kern.policy import is_beheerder


@rules.predicate
def is_signed_in(user: Any) -> bool:
    """Anyone with an account."""
    return bool(user.is_authenticated)


@rules.predicate
def is_about_you(user: Any, row: Any) -> bool:
    """The person whom a copy or a request is about."""
    return bool(user.is_authenticated and row is not None and row.person_id == user.pk)


PERMISSIONS = {
    "avg.use_own_data": is_signed_in,
    "avg.view_gegevensexport": is_about_you,
    "avg.view_verwijderverzoek": is_about_you | is_beheerder,
    "avg.manage_data": is_beheerder,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Gegevensexport: "avg.view_gegevensexport",
    Verwijderverzoek: "avg.view_verwijderverzoek",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
