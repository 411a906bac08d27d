"""The mail to somebody for whom an account was made."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register


@register
class Welcome(Message):
    """An account was made for you."""

    key = "deelnemer.welcome"
    label = "Er is een account voor je gemaakt"
    audience = "De nieuwe deelnemer"
    always = "je hebt hem nodig om in te loggen"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    follows = "deelnemer.welcome"
    template = "communities/mail/welcome"
    essential = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the new person."""
        return Deelnemer.objects.filter(pk=event.object_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once in the life of an account."""
        return f"wel:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """A welcome stays welcome for a month."""
        return event.created_at + timedelta(days=30)

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the communities, and where to get a password or a code."""
        return {
            "communities": list(delivery.person.communities.order_by("number")),
            "login_url": f"{settings.SITE_URL}{reverse('account_login')}",
            "password_url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
        }

    def example(self) -> dict[str, Any]:
        """Somebody new in one community."""
        return {
            "communities": [SimpleNamespace(name="Bewoners in beeld")],
            "login_url": f"{settings.SITE_URL}{reverse('account_login')}",
            "password_url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
        }
