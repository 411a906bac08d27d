"""Acting on the mails that came in: each in one transaction, together with its outcome."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from netwerk.kern import failpoints
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.checks import CLOSED
from netwerk.kern.berichten.inbound.handlers import Result, handler_of
from netwerk.kern.berichten.inbound.letter import Letter
from netwerk.kern.berichten.models import InboundMail, Outcome
from netwerk.kern.berichten.services import announce

logger = logging.getLogger(__name__)
BATCH = 50
LONGEST = 10.0  # seconds of one round
MOST_ATTEMPTS = 5
FIRST_DELAY = timedelta(minutes=1)  # four times as long with every attempt


def handle_due(limit: int = BATCH, stopping: Callable[[], bool] = lambda: False) -> int:
    """Handle at most ``limit`` mails that are due; return how many. Several may run at once.

    No mail is begun after ``LONGEST`` seconds: what must go out waits for what comes in.
    """
    handled = 0
    end = time.monotonic() + LONGEST
    while handled < limit and time.monotonic() < end and not stopping() and _handle_next():
        handled += 1
    return handled


def _handle_next() -> bool:
    """Act on the oldest mail that nobody else has; what is done and the outcome are one."""
    claimed = _claim()
    if claimed is None:
        return False
    with transaction.atomic():
        rows = InboundMail.objects.filter(pk=claimed, outcome=Outcome.NEW)
        mail = rows.select_for_update().first()
        if mail is None:
            return True
        try:
            with transaction.atomic():
                _conclude(mail, _act(mail))
        except Exception as error:
            if isinstance(error, DatabaseError) and not connection.is_usable():
                raise
            logger.exception("Mail %s cannot be handled.", mail.pk)
            _again(mail, type(error).__name__)
        failpoints.reach(failpoints.HANDLED)
    return True


@transaction.atomic
def _claim() -> int | None:
    """Count an attempt at the oldest mail that is due, before anything is done; return its id.

    So a mail that no process survives is given up like any other, and does not come first again
    when a process starts anew.
    """
    now = timezone.now()
    due = InboundMail.objects.filter(outcome=Outcome.NEW, due_at__lte=now).defer("raw")
    mail = due.order_by("due_at", "pk").select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    if mail.attempts >= MOST_ATTEMPTS:
        mail.outcome, mail.handled_at = Outcome.FAILED, now
        mail.reason = f"poging {mail.attempts} brak af"
    else:
        mail.due_at = now + timedelta(seconds=settings.MESSAGE_TIMES["retry"] * 4**mail.attempts)
        mail.attempts += 1
    mail.save(update_fields=["attempts", "due_at", "outcome", "handled_at", "reason"])
    return mail.pk


def _act(mail: InboundMail) -> Result:
    if settings.ARCHIVE_MODE and mail.purpose != tokens.BOUNCE:
        return Result(Outcome.IGNORED, CLOSED)
    return handler_of(mail.purpose)(mail, Letter.read(bytes(mail.raw or b"")))


def _conclude(mail: InboundMail, result: Result) -> None:
    mail.outcome, mail.reason = result.outcome, result.reason[:200]
    mail.person, mail.words, mail.raw = result.person, result.words, None
    mail.handled_at = timezone.now()
    mail.save(update_fields=["outcome", "reason", "person", "words", "raw", "handled_at"])
    if result.tell is not None:
        announce(kind="mail.refused", subject=mail, actor=None, **result.tell)


def _again(mail: InboundMail, error: str) -> None:
    """Plan a next attempt; after the last one the mail stays as it came, for a beheerder."""
    now = timezone.now()
    mail = InboundMail.objects.get(pk=mail.pk)
    mail.reason = f"poging {mail.attempts} mislukte: {error}"[:200]
    mail.due_at = now + FIRST_DELAY * 4 ** (mail.attempts - 1)
    if mail.attempts >= MOST_ATTEMPTS:
        mail.outcome, mail.handled_at = Outcome.FAILED, now
    mail.save(update_fields=["reason", "due_at", "outcome", "handled_at"])
