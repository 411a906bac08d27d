"""Who is what to a generator, and to a leervraag."""

from typing import Any

import rules

from casussen.models import Generator, Leervraag
from casussen.permissions.casussen import may_view
from communities.sharing import lets_in


@rules.predicate
def may_view_generator(user: Any, generator: Generator | None) -> bool:
    """Who made it, and whoever may read a casus that names it."""
    if generator is None:
        return False
    if user.is_authenticated and generator.created_by_id == user.pk:
        return True
    rows = generator.ervaringen.select_related("casus")
    return any(may_view(user, row.casus) for row in rows)


@rules.predicate
def made_generator(user: Any, generator: Generator | None) -> bool:
    """Who brought it in."""
    return bool(generator and user.is_authenticated and generator.created_by_id == user.pk)


@rules.predicate
def may_view_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """Whoever the visibility lets in."""
    if leervraag is None:
        return False
    return lets_in(user, leervraag.visibility, [leervraag.community_id])


@rules.predicate
def asked_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """Who brought the leervraag in, while in the community."""
    return bool(
        leervraag
        and user.is_authenticated
        and leervraag.created_by_id == user.pk
        and user.is_member(leervraag.community_id)
    )


@rules.predicate
def organises_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """An organiser of the community that wants to learn this."""
    return bool(leervraag and user.is_authenticated and user.is_organiser(leervraag.community_id))
