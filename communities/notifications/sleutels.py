"""A key was made that reads along as somebody: they hear it, whoever did it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import ApiSleutel, Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

WORTH_TELLING = timedelta(days=30)


@register
class SleutelMade(Message):
    """A key for the API was made in your name."""

    key = "apisleutel.made"
    label = "Er is een API-sleutel gemaakt met je account"
    audience = "Van wie het account is"
    always = "zo merk je het als een ander met je account een sleutel maakt"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    follows = "apisleutel.made"
    template = "communities/mail/sleutel_gemaakt"
    essential = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the owner, who is also who made it, or so it seems."""
        return Deelnemer.objects.filter(pk=event.object_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each key."""
        return f"sleutel:{event.data['sleutel']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """A month later it is no news any more."""
        return event.created_at + WORTH_TELLING

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return until when it works; one that was withdrawn already works no more."""
        rows = ApiSleutel.objects.filter(pk=delivery.event.data["sleutel"])
        sleutel = rows.filter(deelnemer=delivery.person).first()
        return _context(sleutel.expires_on if sleutel else None)

    def example(self) -> dict[str, Any]:
        """A key that works for three months."""
        return _context(date(2027, 4, 30))


def _context(until: date | None) -> dict[str, Any]:
    return {
        "until": until,
        "keys_url": f"{settings.SITE_URL}{reverse('api_sleutels')}",
        "password_url": f"{settings.SITE_URL}{reverse('account_change_password')}",
    }
