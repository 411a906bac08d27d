"""Rounds of planning and sending, and the loop that runs them without any broker."""

import logging
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import close_old_connections, connection
from django.utils import timezone

from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import Heartbeat
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import BATCH, send_due

logger = logging.getLogger(__name__)
JOB = "berichtenlus"
POLL = 2.0  # seconds; a notification ends the wait sooner
BEAT = 15.0  # seconds between heartbeats
LONGEST_SWEEP = 60.0  # seconds; well inside the time limit of a task
REST = (30.0, 300.0)  # seconds without attempts after the mail server was unreachable


class Breaker:
    """Leaves an unreachable mail server alone: half a minute at first, at most five."""

    def __init__(self) -> None:
        self.until = 0.0
        self.pause = 0.0

    @property
    def is_open(self) -> bool:
        """Say whether it is too early for another attempt."""
        return time.monotonic() < self.until

    def note(self, *, unreachable: bool) -> None:
        """Learn from a round."""
        self.pause = min(max(self.pause * 2, REST[0]), REST[1]) if unreachable else 0.0
        self.until = time.monotonic() + self.pause if unreachable else 0.0


def announce_what_time_brings() -> None:
    """Let every app announce what is due by now; one that fails is logged and tried again."""
    for clock in registry.all_clocks():
        try:
            clock()
        except Exception:
            logger.exception("%s failed.", clock.__name__)


def sweep(
    breaker: Breaker | None = None,
    stopping: Callable[[], bool] = lambda: False,
    seconds: float = LONGEST_SWEEP,
) -> int:
    """Plan what happened and send what is due, for at most about a minute; return the number."""
    breaker = breaker or Breaker()
    end = time.monotonic() + seconds
    announce_what_time_brings()
    plan_due()
    sent = 0
    while not breaker.is_open and not stopping() and time.monotonic() < end:
        outcome = send_due(stopping=stopping)
        sent += outcome.sent
        breaker.note(unreachable=outcome.unreachable)
        if outcome.taken < BATCH:
            break
    return sent


class Loop:
    """Plans and sends until it is told to stop; woken by the database, and every two seconds.

    It works beside Celery's sweep, and instead of it while the broker is dead. An error, of
    the database for instance, is logged and waited out.
    """

    def __init__(self) -> None:
        self.stopping = False
        self.breaker = Breaker()
        self.listener: psycopg.Connection | None = None
        self.beaten = -BEAT

    def stop(self, *_: Any) -> None:
        """Ask for the end (a signal handler); the message under way is finished first."""
        self.stopping = True

    def run(self) -> None:
        """Run until ``stop``."""
        try:
            while not self.stopping:
                self.round()
        finally:
            self._hang_up()

    def round(self) -> None:
        """Work, write the heartbeat, and wait for more."""
        try:
            if self.listener is None:
                self.listener = self._listen()
            sweep(self.breaker, lambda: self.stopping)
            if time.monotonic() - self.beaten >= BEAT:
                Heartbeat.beat(JOB, timezone.now())
                self.beaten = time.monotonic()
            self._wait()
        except Exception:
            logger.exception("A round failed; the loop waits and goes on.")
            self._hang_up()
            time.sleep(POLL)
        finally:
            close_old_connections()

    def _listen(self) -> psycopg.Connection:
        """Listen before the first round, so that nothing is missed in between."""
        params = connection.get_connection_params()
        params.pop("cursor_factory")
        listener = psycopg.connect(**params, autocommit=True)
        listener.execute("LISTEN berichten")
        return listener

    def _wait(self) -> None:
        if self.listener is not None and not self.stopping:
            for _ in self.listener.notifies(timeout=POLL, stop_after=1):
                pass

    def _hang_up(self) -> None:
        if self.listener is not None:
            self.listener.close()
            self.listener = None
