"""Whether mail goes out, written down by who sends it and read by who must know.

Mail *stops* when a message that is due waits longer than ``LONGEST_WAIT``, or when the mail
server is out of reach for ``LONGEST_AWAY`` while there is mail to send. When no process beats
any more, nobody writes that down; the heartbeats then say it themselves.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from netwerk.kern.berichten import words
from netwerk.kern.berichten.models import Delivery, Heartbeat, State
from netwerk.kern.berichten.registry import once_a_minute

logger = logging.getLogger(__name__)
LOOP, WORKER = "berichtenlus", "worker"
MAIL_AWAY, MAIL_STOPPED = "mail away", "mail stopped"
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_AWAY = timedelta(minutes=5)
STILL_AWAY = timedelta(minutes=10)  # longer than the longest rest between two attempts
SILENCE = timedelta(minutes=5)  # of both processes, which beat every 15 seconds
SLOW, STANDSTILL = "slow", "standstill"  # kinds of trouble that are no error of the mail server


@dataclass(frozen=True)
class Stop:
    """Mail does not go, or not in time: since when, and what is known of why (a code)."""

    since: datetime
    trouble: str = ""

    @property
    def text(self) -> str:
        """Say what is the matter, without the moment."""
        if self.trouble == SLOW:
            return "Mail gaat te langzaam. Het oudste bericht wacht"
        return "Er gaat geen mail uit"

    @property
    def why(self) -> str:
        """Say why, or ""."""
        if self.trouble == STANDSTILL:
            return "Het werk op de achtergrond staat stil"
        return "" if self.trouble == SLOW else words.of_server(self.trouble).capitalize()


def mail_away(trouble: str) -> bool:
    """Write down that the mail server is out of reach; say whether that is news.

    ``trouble`` is a code or the name of an error, never a text of the server.
    """
    now = timezone.now()
    with transaction.atomic():
        row, new = Heartbeat.objects.select_for_update().get_or_create(
            job=MAIL_AWAY, defaults={"ran_at": now, "since": now}
        )
        if row.since is None or now - row.ran_at > STILL_AWAY:
            row.since, new = now, True
        row.ran_at, row.trouble = now, trouble[:60]
        row.save(update_fields=["ran_at", "since", "trouble"])
    return new


def mail_back() -> None:
    """Write down that a message was taken."""
    Heartbeat.objects.filter(job=MAIL_AWAY).delete()


def find_stop(now: datetime) -> Stop | None:
    """Look at the outbox: does mail go, and in time?"""
    oldest = Delivery.objects.due(now).oldest()
    if oldest is None:
        return None
    away = Heartbeat.objects.filter(job=MAIL_AWAY, ran_at__gt=now - STILL_AWAY).first()
    if away is not None and away.since is not None and now - away.since >= LONGEST_AWAY:
        return Stop(away.since, away.trouble)
    if now - oldest < LONGEST_WAIT:
        return None
    if away is not None:
        return Stop(min(oldest, away.since or oldest), away.trouble)
    sent = last_sent()
    return Stop(oldest, SLOW if sent is not None and now - sent < LONGEST_AWAY else "")


def last_sent() -> datetime | None:
    """Return when the last message was taken by the mail server."""
    rows = Delivery.objects.filter(state=State.SENT, sent_at__isnull=False)
    return rows.order_by("-sent_at").values_list("sent_at", flat=True).first()


@once_a_minute
def look(now: datetime) -> None:
    """Write down whether mail goes; the log hears of a stop once, and once of its end."""
    stop = find_stop(now)
    if stop is None:
        if Heartbeat.objects.filter(job=MAIL_STOPPED).delete()[0]:
            logger.warning("Mail goes out again.")
        return
    values = {"ran_at": now, "since": stop.since, "trouble": stop.trouble}
    _, new = Heartbeat.objects.update_or_create(job=MAIL_STOPPED, defaults=values)
    if new:
        logger.error("Mail does not go out in time since %s (%s).", stop.since, stop.trouble or "?")


def current_stop(now: datetime, rows: dict[str, Heartbeat] | None = None) -> Stop | None:
    """Return what was written down, for a page: one query on a handful of rows."""
    rows = Heartbeat.objects.in_bulk() if rows is None else rows
    beats = [rows[job].ran_at for job in (LOOP, WORKER) if job in rows]
    if beats and now - max(beats) > SILENCE:
        return Stop(max(beats), STANDSTILL)
    stopped = rows.get(MAIL_STOPPED)
    if stopped is None or now - stopped.ran_at > SILENCE or stopped.since is None:
        return None
    return Stop(stopped.since, stopped.trouble)
