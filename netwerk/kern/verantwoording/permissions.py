"""The access policy of accountability: who is responsible reads everybody, the rest a beheerder."""

import rules

from netwerk.kern.policy import is_beheerder
from netwerk.kern.verantwoording.models import Datalek

PERMISSIONS = {
    "verantwoording.manage": is_beheerder,
    "verantwoording.view_datalek": is_beheerder,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {Datalek: "verantwoording.view_datalek"}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
