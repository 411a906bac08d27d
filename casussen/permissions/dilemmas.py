"""Who is what to a dilemma, and to a standpunt in one."""

from typing import Any

import rules

from casussen.models import Dilemma, Standpunt
from communities.permissions import is_in_network
from communities.sharing import lets_in


@rules.predicate
def is_author_of_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """Who brought the dilemma in."""
    return bool(dilemma and user.is_authenticated and dilemma.author_id == user.pk)


@rules.predicate
def may_view_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """The author, and whoever the visibility lets in."""
    if dilemma is None:
        return False
    return bool(
        is_author_of_dilemma(user, dilemma)
        or lets_in(user, dilemma.visibility, [dilemma.community_id])
    )


@rules.predicate
def organises_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """An organiser of the community of the dilemma."""
    return bool(dilemma and user.is_authenticated and user.is_organiser(dilemma.community_id))


@rules.predicate
def is_chosen(user: Any, dilemma: Dilemma | None) -> bool:
    """The choice was made."""
    return bool(dilemma and dilemma.is_chosen)


@rules.predicate
def is_parked(user: Any, dilemma: Dilemma | None) -> bool:
    """It waits."""
    return bool(dilemma and dilemma.is_parked)


@rules.predicate
def may_view_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """Whoever may read its dilemma."""
    return bool(standpunt and may_view_dilemma(user, standpunt.dilemma))


@rules.predicate
def wrote_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """Who gave it, while in the network."""
    return bool(standpunt and is_in_network(user) and standpunt.author_id == user.pk)


@rules.predicate
def is_of_a_choice(user: Any, standpunt: Standpunt | None) -> bool:
    """The choice in its dilemma was made."""
    return bool(standpunt and standpunt.dilemma.is_chosen)


@rules.predicate
def tidies_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """An organiser of the community of its dilemma."""
    return bool(standpunt and organises_dilemma(user, standpunt.dilemma))
