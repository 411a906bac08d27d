"""Who reads the audit log: beheerders."""

from typing import Any

import rules


@rules.predicate
def is_beheerder(user: Any) -> bool:
    """Somebody who manages people; they see that something happened, not what was written."""
    return bool(user.is_authenticated and getattr(user, "is_beheerder", False))


PERMISSIONS = {"audit.view_log": is_beheerder}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
