"""Pages that visitors read, from a copy of the database that follows it (DATABASE_REPLICA_URL).

A streaming replica is always a little behind. What a visitor reads never is: with each new state
of the portal (``kept_pages``) goes how far the log of the database was, and a page comes from the
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
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

logger = logging.getLogger(__name__)
ALIAS = "replica"
NEVER = "FFFFFFFF/FFFFFFFF"  # a place in the log that no replica comes to
REST = 10.0  # seconds in which a replica that did not answer is left alone
IS_AT = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"
_database: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)
_away_until = 0.0  # on the monotonic clock


class Router:
    """Sends reading to the replica while ``reading`` says so, and writing never."""

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


def place_now() -> str:
    """Return how far the log of the database is: what is committed by now stands before it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return NEVER


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


def read_if_at(place: str) -> None:
    """Read from the replica until ``begin`` ends, when it has come to this place of the log."""
    if time.monotonic() < _away_until:
        return
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(IS_AT, [place])
            is_at = cursor.fetchone()[0]
    except DatabaseError as error:
        _leave_alone(error)
    else:
        _database.set(ALIAS if is_at else DEFAULT_DB_ALIAS)


def failed(error: Exception) -> bool:
    """Say whether it was the replica that failed; from here the database itself answers."""
    if _database.get() != ALIAS or not isinstance(error, DatabaseError):
        return False
    _database.set(DEFAULT_DB_ALIAS)
    _leave_alone(error)
    return True


def _leave_alone(error: Exception) -> None:
    global _away_until  # noqa: PLW0603
    _away_until = time.monotonic() + REST
    connections[ALIAS].close()  # or its end is met once more
    logger.error("The replica does not answer; the database itself does. %s", error)
