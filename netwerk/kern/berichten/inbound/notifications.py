"""The mail to somebody whose own mail could not be used, or not completely."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet

from netwerk.kern import subjects
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

WORTH_TELLING = timedelta(days=7)


@register
class MailRefused(Message):
    """Why your mail did not do what you wanted, with what you wrote in it."""

    key = "mail.refused"
    label = "Je mail kon niet worden verwerkt"
    audience = "Wie een mail stuurde die niet verwerkt kon worden"
    always = "anders weet je niet dat je mail niet aankwam"
    group = Group.ACCOUNT
    follows = "mail.refused"
    template = "mail/geweigerd"
    essential = True
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return who wrote the mail, and nobody when that is not sure."""
        mail: Any = event.subject
        return get_user_model()._default_manager.filter(pk=mail.person_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a mail."""
        return f"ref:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week the person has seen it by themselves."""
        return event.created_at + WORTH_TELLING

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows a mail."""
        return []

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """It belongs to nothing that was mailed before."""
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the reason, the words of the person, and where they can go on.

        Mail may have waited long: what the person may not see any more is not named.
        """
        about, visible = delivery.data.get("about"), True
        title = ""
        if about:
            kind = subjects.by_key(about[0])
            found = kind.visible_to(delivery.person).filter(pk=about[1]).first()
            visible = found is not None
            title = kind.title(found) if visible else ""
        path = (delivery.data.get("url") if visible else "") or "/mijn/"
        return {
            "placed": bool(delivery.data.get("placed")),
            "reason": subject.reason,
            "words": subject.words,
            "about": title,
            "url": f"{settings.SITE_URL}{path}",
        }

    def example(self) -> dict[str, Any]:
        """Return an answer in a conversation that was closed."""
        return {
            "placed": False,
            "reason": "Dit gesprek is gesloten. Je kunt er niet meer op reageren.",
            "words": "Bij ons hielp het om eerst met de buurt te wandelen.",
            "about": "De bus die bleef rijden",
            "url": f"{settings.SITE_URL}/casussen/de-bus-die-bleef-rijden/",
        }
