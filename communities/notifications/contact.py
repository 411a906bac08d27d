"""A question through the contact page: to beheerders, and to who asks that it came in."""

from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.utils.encoding import punycode

from communities.models import Contactbericht
from communities.notifications.beheerders import ToBeheerders
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    register,
)

WORTH = timedelta(days=14)


@register
class ContactAsked(ToBeheerders):
    """Somebody asked something; an answer to this mail goes to who asked."""

    key = "contact.asked"
    label = "Iemand stelt een vraag aan het netwerk"
    always = "anders blijft een vraag liggen"
    follows = "contact.asked"
    template = "communities/mail/contact_gevraagd"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question and a beheerder."""
        return f"vrg:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """It still stands in the list of questions then."""
        return event.created_at + WORTH

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was answered needs no answer."""
        return "de vraag is al afgehandeld" if subject.handled_at else ""

    def reply_to(self, delivery: Delivery, subject: Any) -> str:
        """Return the address of who asks."""
        local, _, domain = subject.email.rpartition("@")
        address = f"{local}@{punycode(domain)}"
        return formataddr((subject.name, address)) if address.isascii() else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the question and who asks."""
        return _shown(subject)

    def example(self) -> dict[str, Any]:
        """Somebody who wants to come along."""
        return _shown(
            Contactbericht(
                name="Sam Pieters",
                email="sam@voorbeeld.nl",
                body="Onze gemeente wil meedoen. Met wie kan ik daarover praten?",
            )
        )


@register
class ContactReceived(AddressMessage):
    """Your question came in; without its words, so that nobody can mail others through us."""

    key = "contact.received"
    label = "Je stelde een vraag op onze site"
    audience = "Wie een vraag stelt op de contactpagina"
    always = "zo weet je dat je vraag aankwam"
    group = Group.BEHEER
    follows = "contact.asked"
    template = "communities/mail/contact_ontvangen"
    lane = Lane.URGENT

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee | None:
        """Return the address that was filled in; no name, for anything may stand there."""
        return Addressee(subject.email)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question."""
        return f"vro:{event.object_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks there was an answer, or there is no point."""
        return event.created_at + WORTH

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what to read meanwhile."""
        return {"url": f"{settings.SITE_URL}/handboek/"}

    def example(self) -> dict[str, Any]:
        """Return the same."""
        return {"url": f"{settings.SITE_URL}/handboek/"}


def _shown(vraag: Any) -> dict[str, Any]:
    path = vraag.get_absolute_url()
    return {
        "name": vraag.name,
        "email": vraag.email,
        "words": vraag.body,
        "url": f"{settings.SITE_URL}{path}",
    }
