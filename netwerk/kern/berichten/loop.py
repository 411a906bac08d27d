"""Rounds of planning and sending, and the loop that runs them without any broker."""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from netwerk.kern.berichten import inbound, registry, watch
from netwerk.kern.berichten.models import Heartbeat
from netwerk.kern.berichten.planner import nothing, plan_due
from netwerk.kern.berichten.sender import BATCH, Round, send_due
from netwerk.kern.berichten.watch import LOOP
from netwerk.kern.berichten.watchdog import Watchdog
from netwerk.kern.toezicht import regels

logger = logging.getLogger(__name__)
POLL = 2.0  # seconds; a notification ends the wait sooner
LONGEST_SWEEP = 60.0  # seconds; well inside the time limit of a task
LONGEST_REST = 10  # times the first rest


class Pulse:
    """Writes a heartbeat now and then; to be called as often as one likes."""

    def __init__(self, job: str) -> None:
        self.job = job
        self.beaten: float | None = None

    def __call__(self) -> None:
        """Beat, unless that was done a moment ago."""
        pause = settings.MESSAGE_TIMES["tick"]
        if self.beaten is None or time.monotonic() - self.beaten >= pause:
            self.beat()

    def beat(self) -> None:
        """Write down that this job runs."""
        Heartbeat.beat(self.job, timezone.now())
        self.beaten = time.monotonic()


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
        first = settings.MESSAGE_TIMES["rest"]
        longer = min(max(self.pause * 2, first), first * LONGEST_REST)
        self.pause = longer if unreachable else 0.0
        self.until = time.monotonic() + self.pause if unreachable else 0.0


@functools.cache
def breaker_of_this_process() -> Breaker:
    """Return what the rounds of one worker share."""
    return Breaker()


def announce_what_time_brings() -> None:
    """Let every app announce what is due by now; one that fails is logged and tried again."""
    for clock in registry.all_clocks():
        try:
            clock()
        except Exception:
            logger.exception("%s failed.", clock.__name__)


def handle_inbound(stopping: Callable[[], bool]) -> None:
    """Act on mail that came in; when that fails, messages still go out."""
    try:
        inbound.handle_due(stopping=stopping)
    except Exception:
        logger.exception("Mail that came in cannot be handled.")


def sweep(
    breaker: Breaker | None = None,
    stopping: Callable[[], bool] = lambda: False,
    seconds: float = LONGEST_SWEEP,
    alive: Callable[[], None] = nothing,
) -> int:
    """Plan what happened and send what is due, for at most about a minute; return the number."""
    breaker = breaker or Breaker()
    end = time.monotonic() + seconds
    announce_what_time_brings()
    handle_inbound(stopping)
    plan_due(alive)
    sent = 0
    while not breaker.is_open and not stopping() and time.monotonic() < end:
        done = send_due(stopping=stopping)
        sent += done.sent
        _note(breaker, done)
        if done.taken < BATCH:
            break
    if sent:
        regels.event("messages.sent", thing="berichten", number=sent)
    return sent


def _note(breaker: Breaker, done: Round) -> None:
    """Learn from a batch, and write down that the mail server is away or back (watch.py)."""
    breaker.note(unreachable=done.unreachable)
    if done.unreachable:
        level = logging.ERROR if watch.mail_away(done.trouble) else logging.WARNING
        words = "No mail goes out (%s); the next attempt comes in %.0f s."
        logger.log(level, words, done.trouble, breaker.pause)
    elif done.sent:
        watch.mail_back()


class Loop:
    """Plans and sends until it is told to stop; woken by the database, and every two seconds.

    It works beside Celery's sweep, and instead of it while the broker is dead. An error, of
    the database for instance, is logged and waited out.
    """

    def __init__(self) -> None:
        self.stopping = False
        self.breaker = Breaker()
        self.listener: psycopg.Connection | None = None
        self.pulse = Pulse(LOOP)
        self.watchdog = Watchdog(settings.MESSAGE_TIMES["deaf"], name="De berichtenlus")

    def stop(self, *_: Any) -> None:
        """Ask for the end (a signal handler); the message under way is finished first."""
        self.stopping = True

    def run(self) -> None:
        """Run until ``stop``."""
        self.watchdog.start()
        try:
            while not self.stopping:
                self.round()
        finally:
            self.watchdog.stop()
            self._hang_up()

    def round(self) -> None:
        """Work, write the heartbeat, and wait for more."""
        try:
            if self.listener is None:
                self.listener = self._listen()
            sweep(self.breaker, self._asked_to_stop, alive=self.watchdog.alive)
            self.pulse()
            self._wait()
        except Exception:
            logger.exception("A round failed; the loop waits and goes on.")
            self._hang_up()
            time.sleep(POLL)
        finally:
            self.watchdog.alive()
            close_old_connections()

    def _asked_to_stop(self) -> bool:
        self.watchdog.alive()
        self.pulse()
        return self.stopping

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
