"""Pages of posts by key: the same few rows are read, however long the conversation is.

``?voor=N`` gives what came before post N, ``?na=N`` what came after it, ``?vanaf=N`` begins with
it; ``?plek=begin`` gives the oldest posts and ``?plek=eind`` the newest. An address with a key that
is not there shows the page that a reader meets first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from communities.models import Reactie, ReactieQuerySet

WORDS = ("vanaf", "na", "voor")
FORWARD, BACKWARD = ("created_at", "pk"), ("-created_at", "-pk")
LONGEST = 18  # digits of a key that fits in the database


@dataclass(frozen=True)
class Leaf:
    """The posts of one page, oldest first, and whether there are others around them."""

    posts: list[Reactie]
    has_older: bool = False
    has_newer: bool = False

    @property
    def older(self) -> str:
        """Return the query for the page before this one."""
        return f"voor={self.posts[0].pk}" if self.posts and self.has_older else ""

    @property
    def newer(self) -> str:
        """Return the query for the page after this one."""
        return f"na={self.posts[-1].pk}" if self.posts and self.has_newer else ""


def key_of(asked: str | None) -> int | None:
    """Return the key that an address asks for, or None for what is no key."""
    text = asked or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def leaf(rows: ReactieQuerySet, asked: Mapping[str, str], size: int, *, newest_first: bool) -> Leaf:
    """Return the page that an address asks for; without a key the newest or the oldest posts."""
    word, post = _asked(rows, asked)
    if post is None:
        at_end = {"begin": False, "eind": True}.get(asked.get("plek", ""), newest_first)
        return _newest(rows, size) if at_end else _forward(rows, size, has_older=False)
    if word == "vanaf":
        earlier = rows.before(post).order_by()
        after = list(rows.after(post).order_by(*FORWARD)[:size])
        return Leaf([post, *after[: size - 1]], earlier.exists(), len(after) == size)
    if word == "voor":
        found = _newest(rows.before(post), size, has_newer=True)
    else:
        found = _forward(rows.after(post), size, has_older=True)
    return found if found.posts else leaf(rows, {}, size, newest_first=newest_first)


def _asked(rows: ReactieQuerySet, asked: Mapping[str, str]) -> tuple[str, Reactie | None]:
    for word in WORDS:
        key = key_of(asked.get(word))
        post = rows.filter(pk=key).first() if key else None
        if post is not None:
            return word, post
    return "", None


def _newest(rows: ReactieQuerySet, size: int, *, has_newer: bool = False) -> Leaf:
    found = list(rows.order_by(*BACKWARD)[: size + 1])
    return Leaf(found[:size][::-1], len(found) > size, has_newer)


def _forward(rows: ReactieQuerySet, size: int, *, has_older: bool) -> Leaf:
    found = list(rows.order_by(*FORWARD)[: size + 1])
    return Leaf(found[:size], has_older, len(found) > size)
