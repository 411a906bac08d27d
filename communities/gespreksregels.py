"""What other parts of the house show at posts: each asks once for all posts of a page.

A mark is a function of (reader, posts) that returns what the templates need, by the key of the
post. A post shows it as ``line.marks.<name>``; without an answer there is nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from communities.models import Reactie

Mark = Callable[[Any, Sequence[Reactie]], dict[int, Any]]
_marks: dict[str, Mark] = {}


def register(name: str, mark: Mark) -> None:
    """Let a function say something of every post on a page, under a name."""
    if name in _marks:
        raise ValueError(f"The mark {name} is registered twice.")
    _marks[name] = mark


def of(user: Any, posts: Sequence[Reactie]) -> dict[int, dict[str, Any]]:
    """Return what every mark says of these posts, by the key of the post and the mark."""
    found: dict[int, dict[str, Any]] = {post.pk: {} for post in posts}
    for name, mark in _marks.items():
        for pk, value in mark(user, posts).items():
            found[pk][name] = value
    return found
