"""Who sees a date poll, answers it and decides about it."""

from typing import Any

import rules

from bijeenkomsten.models import Datumprikker


@rules.predicate
def is_asked_by_poll(user: Any, poll: Datumprikker | None) -> bool:
    """A member of the community that is asked."""
    return bool(poll and user.is_authenticated and user.is_member(poll.community_id))


@rules.predicate
def organises_poll(user: Any, poll: Datumprikker | None) -> bool:
    """An organiser of the community that is asked."""
    return bool(poll and user.is_authenticated and user.is_organiser(poll.community_id))


@rules.predicate
def is_open_poll(user: Any, poll: Datumprikker | None) -> bool:
    """People can still answer."""
    return bool(poll and poll.is_open)
