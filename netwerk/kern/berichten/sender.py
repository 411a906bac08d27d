"""From deliveries to mail, with every crash accounted for (docs/reliability.md).

A row is leased, checked again under a lock, marked as sending and committed; only then the
mail server hears of it. So a crash leaves either a row that was surely not sent, or one that
says that nobody can know; never a silent second mail.
"""

import logging
import random
import smtplib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import mailers
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from netwerk.kern import failpoints
from netwerk.kern.berichten import bounces
from netwerk.kern.berichten.checks import locked_subject, message_of, reason_to_drop
from netwerk.kern.berichten.mail import Mail, compose
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.registry import AddressMessage, OnDoubt
from netwerk.kern.berichten.words import ENHANCED

logger = logging.getLogger(__name__)
BATCH = 50
LONGEST_DELAY = 3600
JITTER = random.SystemRandom()
MOST_RESENDS = 3  # of a message that may have arrived already


def lasting(name: str) -> timedelta:
    """Return how long something may take (settings.MESSAGE_TIMES)."""
    return timedelta(seconds=settings.MESSAGE_TIMES[name])


@dataclass
class Round:
    """What one round of sending did.

    ``unreachable`` says that the mail server could not be reached; ``trouble`` is the code
    or the name of the error, never its text.
    """

    taken: int = 0
    sent: int = 0
    unreachable: bool = False
    trouble: str = ""


def send_due(limit: int = BATCH, stopping: Callable[[], bool] = lambda: False) -> Round:
    """Send at most ``limit`` messages that are due; any number of senders may run at once."""
    reap()
    token = uuid.uuid4()
    rows = _lease(token, min(limit, _allowance()))
    done = Round(taken=len(rows))
    if not rows:
        return done
    mailer = mailers.default
    try:
        for pk in rows:
            if stopping():
                break
            done.trouble = _trouble_connecting(mailer)
            done.unreachable = bool(done.trouble)
            if not done.unreachable:
                _send(pk, token, mailer, done)
            if done.unreachable:
                break
    finally:
        _close(mailer)
        _held(token, State.LEASED).update(state=State.PLANNED, lease_until=None)
    return done


def reap() -> None:
    """Take back what a crashed sender held: not sent yet, or in doubt."""
    now = timezone.now()
    Delivery.objects.filter(state=State.LEASED, lease_until__lt=now).update(
        state=State.PLANNED, lease_until=None
    )
    for pk in Delivery.objects.filter(state=State.SENDING, lease_until__lt=now).values_list(
        "pk", flat=True
    ):
        with transaction.atomic():
            expired = Delivery.objects.filter(pk=pk, state=State.SENDING, lease_until__lt=now)
            delivery = expired.select_for_update(skip_locked=True).first()
            if delivery is not None:
                _doubt(delivery, "het versturen brak af")


def _allowance() -> int:
    """Return how many messages the mail server still takes from us in this minute."""
    most: int = settings.MAIL_PER_MINUTE
    if not most:
        return BATCH
    since = timezone.now() - timedelta(minutes=1)
    sent = Delivery.objects.filter(state=State.SENT, sent_at__gt=since).count()
    return max(0, most - sent)


def _lease(token: uuid.UUID, limit: int) -> list[int]:
    now = timezone.now()
    with transaction.atomic():
        due = Delivery.objects.due(now).order_by("lane", "due_at", "pk")
        due = due.select_for_update(skip_locked=True)
        rows = list(due.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=rows).update(
            state=State.LEASED, lease_token=token, lease_until=now + lasting("lease")
        )
    failpoints.reach(failpoints.LEASED)
    return rows


def _held(token: uuid.UUID, state: State) -> Any:
    return Delivery.objects.filter(lease_token=token, state=state)


def _send(pk: int, token: uuid.UUID, mailer: Any, done: Round) -> None:
    """Send one leased row and write down what came of it."""
    try:
        mail = _mark_sending(pk, token)
    except Exception as error:
        if isinstance(error, DatabaseError) and not connection.is_usable():
            raise
        logger.exception("Delivery %s cannot be made.", pk)
        _fail(pk, token, f"het bericht kon niet gemaakt worden ({type(error).__name__})")
        return
    if mail is None:
        return
    failpoints.reach(failpoints.MARKED)
    try:
        mailer.send_messages([mail])
    except (OSError, ValueError) as error:  # smtplib's own errors are OSErrors too
        logger.warning("Delivery %s: %s", pk, _code(error))
        _close(mailer)
        _conclude(pk, token, error)
        done.unreachable = _is_about_the_server(error)
        done.trouble = _code(error)
        return
    failpoints.reach(failpoints.ACCEPTED)
    sent = Delivery.objects.filter(pk=pk, lease_token=token)
    sent.update(state=State.SENT, sent_at=timezone.now(), lease_until=None)
    done.sent += 1


def _is_about_the_server(error: Exception) -> bool:
    """Say whether the next message would fare no better: 421, or no connection at all."""
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
        return _code(error).startswith("421")
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPNotSupportedError)


def _mark_sending(pk: int, token: uuid.UUID) -> Mail | None:
    """Check a row once more under lock, and mark it; None when it is not to be sent now."""
    with transaction.atomic():
        rows = _held(token, State.LEASED).select_related("event")
        delivery = rows.select_for_update(of=("self",)).filter(pk=pk).first()
        if delivery is None:
            return None
        if delivery.person_id is not None:
            person = get_user_model()._default_manager.select_for_update(no_key=True)
            delivery.person = person.get(pk=delivery.person_id)
            if _earlier_under_way(delivery):
                _put_back(delivery)
                return None
        message = message_of(delivery)
        subject = locked_subject(delivery)
        if isinstance(message, AddressMessage) and subject is not None:
            delivery.addressee = message.addressee(delivery, subject)
        reason = reason_to_drop(message, delivery, subject)
        if reason or message is None or subject is None:
            _set(delivery, State.SUPPRESSED, reason)
            return None
        mail = compose(message, delivery, subject)
        mail.build()  # what cannot be built is known before anything is marked
        message.before_sending(delivery, subject)
        delivery.state = State.SENDING
        delivery.attempts += 1
        delivery.lease_until = timezone.now() + lasting("sending")
        delivery.save(update_fields=["state", "attempts", "lease_until"])
        return mail


def _earlier_under_way(delivery: Delivery) -> bool:
    """Say whether an earlier message about the same thing to this person is being sent."""
    event = delivery.event
    return Delivery.objects.filter(
        person=delivery.person_id,
        state=State.SENDING,
        pk__lt=delivery.pk,
        event__content_type=event.content_type_id,
        event__object_id=event.object_id,
    ).exists()


def _put_back(delivery: Delivery) -> None:
    delivery.due_at = timezone.now() + lasting("line")
    delivery.state = State.RETRY if delivery.attempts else State.PLANNED
    delivery.lease_until = None
    delivery.save(update_fields=["due_at", "state", "lease_until"])


def _set(delivery: Delivery, state: State, reason: str) -> None:
    delivery.state, delivery.reason, delivery.lease_until = state, reason[:200], None
    delivery.save(update_fields=["state", "reason", "lease_until", "due_at", "doubts"])
    message = message_of(delivery)
    if message is not None and state in {State.SUPPRESSED, State.DEAD, State.BOUNCED}:
        message.not_sent(delivery)


def _fail(pk: int, token: uuid.UUID, reason: str) -> None:
    """Plan a next attempt for a row that was surely not sent."""
    with transaction.atomic():
        rows = Delivery.objects.select_for_update().filter(pk=pk, lease_token=token)
        delivery = rows.filter(state__in=[State.LEASED, State.SENDING]).first()
        if delivery is not None:
            if delivery.state == State.LEASED:
                delivery.attempts += 1
                delivery.save(update_fields=["attempts"])
            _again(delivery, reason)


def _conclude(pk: int, token: uuid.UUID, error: Exception) -> None:
    """Decide what an error of the mail server means for a row that was being sent."""
    with transaction.atomic():
        delivery = _held(token, State.SENDING).select_for_update().filter(pk=pk).first()
        if delivery is None:
            return
        code = _code(error)
        if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
            refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
            if refused and code.startswith("5"):
                _set(delivery, State.BOUNCED, f"geweigerd: {code}")
                if isinstance(error, smtplib.SMTPRecipientsRefused) and delivery.person_id:
                    bounces.note(delivery, code)
            else:
                _again(delivery, f"nu niet aangenomen: {code}")
        elif isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
            _set(delivery, State.BOUNCED, f"het adres is niet te gebruiken ({code})")
        else:
            _doubt(delivery, f"verbinding weg: {code}")


def _code(error: Exception) -> str:
    """Return what may be kept of an error: its codes, never its text (that holds addresses)."""
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return type(error).__name__
    words = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    enhanced = ENHANCED.search(words)
    return f"{code} {enhanced[0]}" if enhanced else str(code)


def _again(delivery: Delivery, reason: str) -> None:
    """Try again later, with more and more time in between, until it makes no sense any more."""
    first = settings.MESSAGE_TIMES["retry"]
    delay = min(first * 2 ** max(delivery.attempts - 1, 0), LONGEST_DELAY)
    delivery.due_at = timezone.now() + timedelta(seconds=delay * JITTER.uniform(0.5, 1.5))
    if delivery.due_at >= delivery.expires_at:
        _set(delivery, State.DEAD, reason)
    else:
        _set(delivery, State.RETRY, reason)


def _doubt(delivery: Delivery, what: str) -> None:
    """Write down that it may have been sent, and do what the kind of message says.

    The lease token stays: when the sender that seemed dead reports after all, the row is sent.
    """
    delivery.doubts += 1
    message = message_of(delivery)
    resend = message is not None and message.on_doubt == OnDoubt.RESEND
    if resend and delivery.doubts <= MOST_RESENDS:
        _again(delivery, f"onduidelijk of poging {delivery.attempts} aankwam, opnieuw: {what}")
    else:
        _set(delivery, State.AMBIGUOUS, f"onduidelijk of het aankwam: {what}")


def _trouble_connecting(mailer: Any) -> str:
    """Open the connection, or find out that the server closed it; return what went wrong.

    Both sides greet each other here: a server that hangs up then has surely taken no message.
    """
    try:
        if getattr(mailer, "connection", None) is not None and _hung_up(mailer.connection):
            _close(mailer)
        mailer.open()
        if getattr(mailer, "connection", None) is not None:
            mailer.connection.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The mail server cannot be reached: %s", type(error).__name__)
        return type(error).__name__
    return ""


def _hung_up(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] != 250
    except (OSError, smtplib.SMTPException):
        return True


def _close(mailer: Any) -> None:
    try:
        mailer.close()
    except (OSError, smtplib.SMTPException):
        logger.debug("The connection was closed already.")
