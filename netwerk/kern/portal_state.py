"""The state of the portal: a word that changes with whatever anybody writes to the database.

It stands in Redis. Whatever any process writes, through Django, gives a new one once it is
committed; what shows another state is not shown (``kept_pages``), and what was counted in another
state is counted anew (``while_unchanged``). That says too much (a change in one casus forgets all
pages) and never too little: what is made private is gone at the next request.

What visitors never see may change without a new state (``UNSEEN_APPS``, ``unseen``).

A new state that Redis could not take is owed: this process tries again every second, also when it
only writes, and before it ends; until Redis took it, nobody in this process knows the state.
"""

import atexit
import contextlib
import logging
import os
import re
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection
from django.db import Error as DatabaseFault
from django.db.backends.signals import connection_created
from django.db.models import Model

from netwerk.kern import replica
from netwerk.kern.cache import Silent

logger = logging.getLogger(__name__)
STATE, PLACE = "paginas:stand", "paginas:plek"
HOUR = 3600  # seconds
READING = re.compile(
    r"\s*\(*\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|EXPLAIN|ANALYZE|DECLARE"
    r"|FETCH|CLOSE|LOCK|LISTEN|WITH(?!.*\b(?:INSERT|UPDATE|DELETE|MERGE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
UNSEEN_APPS = (
    "account",
    "audit",
    "avg",
    "berichten",
    "mfa",
    "socialaccount",
    "usersessions",
    "zoeken",
)
_unseen = {"django_session", "django_admin_log", "kern_cache"}
AGAIN, PATIENCE = 1.0, 3.0  # seconds between two tries to tell Redis, and at most before the end


def unseen(*models: type[Model]) -> None:
    """Say that no visitor ever reads a word of these, however often people write them."""
    _unseen.update(model._meta.db_table for model in models)


def watch() -> None:
    """See every statement of every connection to the database; called once at start."""
    connection_created.connect(_watch_connection, dispatch_uid="portal_state")


def _watch_connection(connection: Any, **_: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    if changes_it(str(sql)):
        _renew_once(context["connection"])
    return result


def changes_it(sql: str) -> bool:
    """Say whether a statement may change what a visitor reads; what we do not know may."""
    if READING.match(sql):
        return False
    written = WRITING.match(sql)
    return written is None or not (
        written[1] in _unseen or written[1].startswith(tuple(f"{app}_" for app in UNSEEN_APPS))
    )


def _renew_once(connection: Any) -> None:
    """Ask for a new state after the commit, once for the statements of one savepoint."""
    waiting = connection.run_on_commit
    if waiting and waiting[-1][1] is renew and waiting[-1][0] == set(connection.savepoint_ids):
        return
    connection.on_commit(renew, robust=True)


class _Debt:
    """Whether this process could not tell Redis that something changed; who asks holds the lock."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Owe nothing: so does a process that splits off, for no thread that tells goes along."""
        self.owed = False
        self.lock = threading.Lock()


_debt = _Debt()
os.register_at_fork(after_in_child=_debt.begin)


def renew() -> None:
    """Give the portal a new state: nothing that shows the last one is shown again."""
    with _debt.lock:
        if _debt.owed or _is_told():
            return
        _debt.owed = True
        logger.warning("Redis does not answer: no page is kept until it knows what changed.")
    threading.Thread(target=_tell_again, name="owed", daemon=True).start()


def _is_told() -> bool:
    try:
        _begin_state()
    except Silent:
        return False
    return True


def _tell_again() -> None:
    while _debt.owed:
        time.sleep(AGAIN)
        with _debt.lock:
            _debt.owed = not _is_told()
    connection.close()


@atexit.register
def _tell_before_the_end() -> None:
    end = time.monotonic() + PATIENCE
    while _debt.owed and time.monotonic() < end:
        time.sleep(AGAIN / 10)
    if _debt.owed:
        logger.error("Redis was never told what changed: pages that are kept may be old.")


def _begin_state() -> None:
    """Give a word that was never used; Silent when Redis or the database cannot do it now.

    First how far the log of the database is: two who write at once may come in any order, and the
    place that goes with a state must be that of both.
    """
    if replica.is_there():
        _redis().insist_raise(PLACE, _place_now())
    _redis().insist_set(STATE, uuid.uuid4().hex, timeout=None)


def _place_now() -> int:
    try:
        return replica.place_now()
    except DatabaseFault as error:
        raise Silent from error


def look(name: str = "") -> tuple[str | None, Any]:
    """Return the state of the portal, and with it what Redis keeps under a name.

    The state is None while nobody can say which it is. A Redis that is empty is given one.
    """
    if _debt.owed:
        return None, None
    try:
        found = _redis().strict_get_many([STATE, name] if name else [STATE])
        if STATE not in found:
            _begin_state()
            return None, None
    except Silent:
        return None, None
    return found[STATE], found.get(name)


def place() -> int | None:
    """Return what the log of the database must hold for the state that was read before this."""
    try:
        known: int | None = _redis().strict_height(PLACE)
    except Silent:
        return None
    return known


def while_unchanged(name: str, own: str, make: Callable[[], int]) -> int:
    """Return what ``make`` counts, kept in Redis for as long as nothing in the portal changes.

    ``own`` holds what it depends on besides: what is ``unseen`` gives no new state.
    """
    if connection.in_atomic_block:
        return make()
    state, known = look(name)
    if state and known and known[:2] == [state, own]:
        return int(known[2])
    number = make()
    if state:
        with contextlib.suppress(Silent):
            _redis().strict_set(name, (state, own, number), timeout=HOUR)
    return number


def _redis() -> Any:
    return caches["default"]
