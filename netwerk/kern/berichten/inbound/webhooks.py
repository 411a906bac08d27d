"""Mail and bounces that a mail service hands over by HTTP, read by django-anymail.

Only the addresses of the one service that MAIL_WEBHOOK_PROVIDER names exist, and only with a
MAIL_WEBHOOK_SECRET, which the service sends as a user name and password.
"""

import logging
from email.message import Message as MimeMessage
from typing import Any

from anymail import signals
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.dispatch import receiver
from django.urls import URLPattern

from netwerk.kern.berichten.inbound.intake import receive
from netwerk.kern.berichten.inbound.reports import FAILURE_CODE, GENERAL, Report
from netwerk.kern.berichten.inbound.returned import note_report
from netwerk.kern.berichten.models import Delivery

logger = logging.getLogger(__name__)
# Services that prove who they are with the secret; others sign, which takes settings of their own.
PROVIDERS = ("mailjet", "postmark", "sendgrid", "sparkpost")


def webhook_urls() -> list[URLPattern]:
    """Return the addresses of the service that is configured; none without a secret."""
    if not settings.MAIL_WEBHOOK_SECRET:
        return []
    provider = settings.MAIL_WEBHOOK_PROVIDER
    if provider not in PROVIDERS:
        raise ImproperlyConfigured(f"MAIL_WEBHOOK_PROVIDER is one of {', '.join(PROVIDERS)}.")
    from anymail import urls as anymail_urls  # with it come the libraries of all providers

    return [
        pattern
        for pattern in anymail_urls.urlpatterns
        if str(pattern.name).startswith(f"{provider}_")
    ]


@receiver(signals.inbound)
def take_in(sender: Any, event: Any, **kwargs: Any) -> None:
    """Store a mail; an error makes the service try again later."""
    message = event.message
    given = [message.envelope_recipient] if message.envelope_recipient else _addressed(message)
    receipt = receive(message.as_bytes(), given, message.envelope_sender)
    if receipt.too_large:
        logger.warning("A mail of more than 10 MB was refused.")
    elif not receipt.stored:
        logger.warning("A mail to an unknown address was refused.")


def _addressed(message: MimeMessage) -> list[str]:
    return [each.addr_spec for each in (*message.to, *message.cc)]  # type: ignore[attr-defined]


@receiver(signals.tracking)
def take_note(sender: Any, event: Any, **kwargs: Any) -> None:
    """Write down a bounce; the Message-ID says of which delivery, the address of whom."""
    if event.event_type != "bounced" or not event.message_id or not event.recipient:
        return
    message_id = f"<{event.message_id.strip().strip('<>')}>"
    theirs = Q(person__email__iexact=event.recipient) | Q(person__isnull=True)
    sent = Delivery.objects.filter(theirs, message_id=message_id)
    number = sent.values_list("pk", flat=True).first()
    if number is None:
        logger.warning("A bounce of a message that is not known here.")
        return
    found = FAILURE_CODE.search(f"{event.mta_response} {event.description}")
    note_report(number, Report(found[1] if found else GENERAL, {event.recipient.lower()}))
