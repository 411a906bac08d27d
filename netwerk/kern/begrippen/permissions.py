"""The access policy of vocabularies and free tags: who edits the words of the network."""

from typing import Any

import rules


@rules.predicate
def edits_words(user: Any) -> bool:
    """A redacteur or a beheerder; both see how often a word is used, not where."""
    return bool(
        user.is_authenticated
        and (getattr(user, "is_redacteur", False) or getattr(user, "is_beheerder", False))
    )


PERMISSIONS = {"begrippen.manage_begrippen": edits_words}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
