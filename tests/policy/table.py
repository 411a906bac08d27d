"""The shape of the permission matrix: who gets what, on which address, in which state.

The rows are the *declared* policy, written down apart from the code (tests/policy/rows_*.py).
The matrix test asks every address with every method as every role, and compares.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "anoniem",
    "buitenstaander",
    "ander_lid",  # member of the other community
    "andere_organisator",  # organiser of the other community
    "deelnemer",  # member of the community
    "organisator",  # organiser of the community
    "redacteur",
    "redacteur2",
    "beheerder",
    "casushouder",  # member of the community, owner of its casussen
    "co_auteur",  # outside the community, co-author of its casussen
    "expert",  # outside the community, expert for its casussen
)
Roles = frozenset[str]
EVERYONE: Roles = frozenset(ROLES)
NOBODY: Roles = frozenset()
SIGNED_IN: Roles = EVERYONE - {"anoniem"}
COMMUNITY: Roles = frozenset({"deelnemer", "organisator", "casushouder"})
NETWORK: Roles = COMMUNITY | {
    "ander_lid",
    "andere_organisator",
    "redacteur",
    "redacteur2",
    "beheerder",
}
CASUSGROEP: Roles = frozenset({"casushouder", "co_auteur", "expert"})
WRITERS: Roles = frozenset({"casushouder", "co_auteur"})
REDACTIE: Roles = frozenset({"redacteur", "redacteur2"})


def roles(*names: str) -> Roles:
    """Return a set of roles, refusing a name that does not exist."""
    unknown = set(names) - EVERYONE
    if unknown:
        raise ValueError(f"Unknown roles: {unknown}")
    return frozenset(names)


@dataclass(frozen=True)
class Row:
    """One address in one state.

    ``get`` and ``post`` are the roles that get through; None means that the address does not
    take that method. ``hidden`` are the roles that get 404. Everybody else gets the login page
    (anoniem) or 403. ``data`` is what a real person would post, so that a denial proves
    something. ``impersonal`` pages are the same for everybody, so caches may keep them. ``api`` is
    an address for programs: a role asks with its key, and "login" is a 401.
    """

    name: str
    state: str = ""
    kwargs: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    get: Roles | None = None
    post: Roles | None = None
    hidden: Roles = NOBODY
    data: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    impersonal: bool = False
    api: bool = False

    @property
    def label(self) -> str:
        """Return the name for a test id."""
        return f"{self.name}[{self.state}]" if self.state else self.name

    def expected(self, role: str, method: str) -> str:
        """Return ok, hidden, forbidden, login or not_allowed for a role and a method."""
        granted = self.get if method in {"GET", "HEAD"} else self.post
        anyone = (self.get or NOBODY) | (self.post or NOBODY)
        if role in self.hidden:
            return "hidden"
        if method not in {"GET", "HEAD", "POST"} or granted is None:
            if role in anyone:
                return "not_allowed"
            return "login" if role == "anoniem" else "forbidden"
        if role in granted:
            return "ok"
        return "login" if role == "anoniem" else "forbidden"
