"""Mail about an account (a code, a link, a change) goes through the outbox like all mail.

allauth asks for it inside a request; here it becomes a row and an event. A mail server that is
away fails no login, and whether an address is known makes no difference to the answer.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from communities.models import Accountmail
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent, State
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    OnDoubt,
    every_round,
    register,
    when_closed,
)
from netwerk.kern.berichten.services import announce

KEY = "account.mail"
LOGIN_CODE = "account/email/login_code"
WORDS = (  # what the templates of allauth show; nothing else of its context is kept
    "code",
    "activate_url",
    "password_reset_url",
    "timestamp",
    "ip",
    "user_agent",
    "from_email",
    "to_email",
    "deleted_email",
)
WORTH_TELLING = timedelta(days=3)  # as long as the link for a new password works
UNDER_WAY = (State.PLANNED, State.LEASED, State.SENDING, State.RETRY)


@transaction.atomic
def queue(*, stem: str, email: str, context: dict[str, Any]) -> Accountmail:
    """Write down a mail for an address; the row is the one place that holds its secret."""
    content = {word: plain(context[word]) for word in WORDS if context.get(word)}
    row = Accountmail.objects.create(email=email, stem=stem, content=content)
    announce(kind=KEY, subject=row, actor=None, is_code=stem == LOGIN_CODE)
    return row


def plain(value: Any) -> str:
    """Return a value as text that JSON can hold."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


@when_closed
@every_round
def forget_account_mails() -> None:
    """Remove each row whose mail is out, refused or given up, and what nobody can send any more."""
    content_type = ContentType.objects.get_for_model(Accountmail)
    of_row = {"content_type": content_type, "object_id": OuterRef("pk")}
    unplanned = MessageEvent.objects.filter(**of_row, planned_at__isnull=True)
    deliveries = Delivery.objects.filter(**{f"event__{name}": v for name, v in of_row.items()})
    busy = deliveries.filter(state__in=UNDER_WAY)
    done = Accountmail.objects.filter(~Exists(unplanned), ~Exists(busy))
    done.delete()
    too_old = timezone.now() - 2 * WORTH_TELLING
    Accountmail.objects.filter(created_at__lt=too_old).delete()


@register
class AccountMessage(AddressMessage):
    """One mail about logging in or an account; each of its parts has templates of its own."""

    key = KEY
    label = "Iemand logt in met je e-mailadres, of verandert je account"
    audience = "Het e-mailadres waarmee iemand inlogt"
    always = "het gaat over de toegang tot je account"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    follows = KEY
    template = "communities/mail/accountmail"
    on_doubt = OnDoubt.RESEND
    timeless = False
    in_parts = True
    when_closed = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each row."""
        return f"acc:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """A code is of no use when it does not work any more."""
        if event.data.get("is_code"):
            return event.created_at + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        return event.created_at + WORTH_TELLING

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee:
        """Return the address in the row."""
        return Addressee(subject.email)

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Each stands by itself."""
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what the template of this part shows."""
        words = dict.fromkeys(WORDS, "") | subject.content
        words["timestamp"] = parse_datetime(words["timestamp"]) or delivery.event.created_at
        return words | {"stem": subject.stem, "email": subject.email}

    def example(self) -> dict[str, Any]:
        """Somebody asked for a new password."""
        reset = f"{settings.SITE_URL}{reverse('account_reset_password')}"
        return dict.fromkeys(WORDS, "") | {
            "stem": "account/email/password_reset_key",
            "email": "noor@voorbeeld.nl",
            "password_reset_url": reset,
        }
