"""Who acts on a mail: one handler per purpose, registered by the app that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from netwerk.kern.berichten.inbound.letter import Letter
from netwerk.kern.berichten.models import InboundMail, Outcome


@dataclass(frozen=True)
class Result:
    """What became of a mail; ``reason`` (Dutch, at most 200 characters) holds no address.

    ``person`` is who wrote it, once that is sure. ``words`` is what they wrote, kept when it
    could not be used. With ``tell`` the person gets a mail about it: a path (``url``) and a
    subject (``about``: its key and id), named only while they may see it, and ``placed`` when
    only a part did not come along.
    """

    outcome: Outcome
    reason: str = ""
    person: Any = None
    words: str = ""
    tell: dict[str, Any] | None = None


class RefusalError(Exception):
    """What somebody wrote cannot be used; ``str()`` tells them why, in Dutch."""

    def __init__(self, reason: str, *, url: str = "", about: Model | None = None) -> None:
        super().__init__(reason)
        subject = [about._meta.label_lower, about.pk] if about is not None else None
        self.tell = {"url": url, "about": subject, "placed": False}


Handler = Callable[[InboundMail, Letter], Result]


_handlers: dict[str, Handler] = {}


def register(purpose: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of a purpose (a decorator)."""

    def decorate(handler: Handler) -> Handler:
        if purpose in _handlers:
            raise ValueError(f"Two handlers for {purpose}.")
        _handlers[purpose] = handler
        return handler

    return decorate


def handler_of(purpose: str) -> Handler:
    """Return the handler of a purpose; KeyError when there is none."""
    return _handlers[purpose]
