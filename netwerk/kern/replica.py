"""Pages that visitors read, from a copy of the database that follows it (DATABASE_REPLICA_URL).

A streaming replica is always a little behind. What a visitor reads never is: with each new state
of the portal (``portal_state``) goes how far the log of the database was, and a page comes from the
replica only when that has come so far. Else, and while the replica is away, the database itself
answers. Members always read the database itself.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connection,
    connections,
)

logger = logging.getLogger(__name__)
ALIAS = "replica"
REST = 10.0  # seconds in which a replica that did not answer is left alone
PLACE = "SELECT pg_current_wal_insert_lsn() - '0/0'"
IS_AT = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() - '0/0' >= %s"
FAULTS = (OperationalError, InterfaceError)  # of a server, not of a question
_database: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)
_away_until = 0.0  # on the monotonic clock
_told = False  # that it is away


class Router:
    """Sends reading to the replica once ``read_if_at`` said so, and writing never."""

    def db_for_read(self, *_: Any, **__: Any) -> str:
        """Return which database answers now, whatever a row that asks came from."""
        return _database.get()

    def db_for_write(self, *_: Any, **__: Any) -> str:
        """Return the database itself."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        """Allow rows of both together: they are the same."""
        return True

    def allow_migrate(self, db: str, *_: Any, **__: Any) -> bool:
        """Leave the replica to PostgreSQL."""
        return db != ALIAS


def is_there() -> bool:
    """Say whether this portal has a replica at all."""
    return ALIAS in settings.DATABASES


def place_now() -> int:
    """Return how far the log of the database is, in bytes: what is committed stands before it."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE)
        return int(cursor.fetchone()[0])


def reader() -> Any:
    """Return the connection that answers now, for questions that are written in SQL."""
    return connections[_database.get()]


@contextmanager
def begin() -> Iterator[None]:
    """Begin with the database itself, and leave it so, whatever a request chose meanwhile."""
    token = _database.set(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        _database.reset(token)


def read_if_at(place: int) -> None:
    """Read from the replica until ``begin`` ends, when it has come to this place of the log."""
    global _away_until, _told  # noqa: PLW0603
    now = time.monotonic()
    if now < _away_until:
        return
    if _told:
        _away_until = now + REST  # one tries whether it is back; nobody waits with it
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(IS_AT, [place])
            is_at = cursor.fetchone()[0]
    except FAULTS as error:
        _leave_alone(error)
        return
    _away_until = 0.0
    if _told:
        _told = False
        logger.warning("The replica answers again.")
    _database.set(ALIAS if is_at else DEFAULT_DB_ALIAS)


def failed(error: Exception) -> bool:
    """Say whether it was the replica that failed; from here the database itself answers."""
    if _database.get() != ALIAS or not isinstance(error, FAULTS):
        return False
    _database.set(DEFAULT_DB_ALIAS)
    _leave_alone(error)
    return True


def _leave_alone(error: Exception) -> None:
    global _away_until, _told  # noqa: PLW0603
    _away_until = time.monotonic() + REST
    connections[ALIAS].close()  # or its end is met once more
    if not _told:
        _told = True
        logger.error("The replica does not answer; the database itself does. %s", error)
