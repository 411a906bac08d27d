"""Domain events: how a lower app causes something in an app above it, in the same transaction.

An app declares its events, the apps above register handlers in ``AppConfig.ready``. A handler
gets keyword arguments only and runs before the transaction ends, so either all is saved or
nothing is. ``docs/architecture.md`` lists every event with its handlers; a test keeps it true.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

Handler = Callable[..., None]


@dataclass
class DomainEvent:
    """One thing that can happen, and who acts on it."""

    key: str
    description: str
    handlers: list[Handler] = field(default_factory=list)


_events: dict[str, DomainEvent] = {}
_waiting: dict[str, list[Handler]] = {}  # of events whose app starts after the one that handles


def declare(key: str, description: str) -> None:
    """Make an event known; the app that emits it declares it."""
    if key in _events:
        raise ValueError(f"Event {key} is declared twice.")
    _events[key] = DomainEvent(key, description, _waiting.pop(key, []))


def handle(key: str, handler: Handler) -> None:
    """Register a handler of an app above, which may start before the app that declares it."""
    if key in _events:
        _events[key].handlers.append(handler)
    else:
        _waiting.setdefault(key, []).append(handler)


def emit(key: str, **data: Any) -> None:
    """Call every handler, inside the transaction that made the change."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"Event {key} must be emitted inside a transaction.")
    for handler in _events[key].handlers:
        handler(**data)


def all_events() -> list[DomainEvent]:
    """Return every declared event, in order of key."""
    return [_events[key] for key in sorted(_events)]


def undeclared() -> list[str]:
    """Return the events that somebody handles and no app declares; a test keeps it empty."""
    return sorted(_waiting)
