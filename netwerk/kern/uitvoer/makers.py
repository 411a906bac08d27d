"""Who makes which file: each app registers its makers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any


@dataclass(frozen=True)
class Made:
    """What a file is called, and what it is."""

    name: str
    media_type: str


@dataclass(frozen=True)
class Maker:
    """Makes files of one kind.

    ``make`` writes to a file that can seek; its progress takes the parts that are done and all
    parts. ``may_have`` is asked when a person asks for a file, and again when they fetch it:
    what somebody may no longer see is not handed over. ``seen`` gives the title and the address of
    what files are of, in a fixed number of queries; what the person may not know of is left out.
    """

    key: str
    make: Callable[[Any, IO[bytes], Callable[[int, int], None]], Made]
    may_have: Callable[[Any, str], bool]
    seen: Callable[[Any, list[str]], dict[str, tuple[str, str]]]


_makers: dict[str, Maker] = {}


def register(maker: Maker) -> None:
    """Make a kind of file known."""
    _makers[maker.key] = maker


def of(key: str) -> Maker:
    """Return a maker."""
    return _makers[key]
