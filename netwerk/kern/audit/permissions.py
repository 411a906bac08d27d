"""Who reads the audit log: beheerders, who see that something happened, not what was written."""

import rules

from netwerk.kern.policy import is_beheerder

PERMISSIONS = {"audit.view_log": is_beheerder}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
