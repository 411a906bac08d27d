"""How is it now? Half a year and a year after a casus was finished, once with a reminder."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from casussen.enums import CasusRole
from casussen.models import Casus, Terugblik
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=30)
AGO = {6: "een half jaar", 12: "een jaar"}


def whom_to_ask(casus: Casus) -> QuerySet[Deelnemer]:
    """Return the casushouder; else the first co-auteur; else who organises the community.

    Somebody whose account is closed gets no mail, and a casus should not be forgotten for that.
    """
    people: Any = Deelnemer.objects.active()
    if casus.casushouder.is_active:
        return people.filter(pk=casus.casushouder_id)  # type: ignore[no-any-return]
    writers = casus.deelnames.filter(role=CasusRole.CO_AUTHOR, deelnemer__is_active=True)
    if first := writers.order_by("order", "pk").first():
        return people.filter(pk=first.deelnemer_id)  # type: ignore[no-any-return]
    return people.filter(organisers_of(casus.community_id))  # type: ignore[no-any-return]


class TerugblikMessage(Message):
    """What the question and its one reminder share."""

    audience = "De casushouder; anders een co-auteur of een organisator"
    group = Group.CASUSSEN
    template = "casussen/mail/terugblik"
    again = False

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who can tell."""
        casus: Any = event.subject
        return whom_to_ask(casus)

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a month the page of the casus itself asks."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody answered, or this person cannot."""
        row = Terugblik.objects.filter(pk=delivery.data["terugblik_id"]).first()
        if row is None or row.answered_at is not None:
            return "is al beantwoord"
        if not allowed(delivery.person, "casussen.answer_terugblik", subject):
            return "kan hier niet (meer) over vertellen"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the casus, how long ago it was finished, and the page with the form."""
        months = delivery.data["months"]
        address = reverse("casussen:terugblik", args=[subject.slug, months])
        return {
            "title": subject.title,
            "ago": AGO[months],
            "again": self.again,
            "url": f"{settings.SITE_URL}{address}",
        }

    def example(self) -> dict[str, Any]:
        """A casus of half a year ago."""
        address = reverse("casussen:terugblik", args=["voorbeeld", 6])
        return {
            "title": "Leerplekken in het groen",
            "ago": AGO[6],
            "again": self.again,
            "url": f"{settings.SITE_URL}{address}",
        }


@register
class TerugblikAsked(TerugblikMessage):
    """The question."""

    key = "terugblik.asked"
    label = "Hoe is het nu met je casus? Na een half jaar en na een jaar"
    moment = "Zes en twaalf maanden nadat een casus is afgerond"
    follows = "terugblik.asked"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question and its day."""
        return f"tea:{event.data['terugblik_id']}:{event.data['due']}:{person_id}"


@register
class TerugblikReminded(TerugblikMessage):
    """The only reminder."""

    key = "terugblik.reminded"
    label = "Herinnering aan de vraag hoe het nu is met je casus"
    moment = "Drie weken na de vraag, als niemand antwoordde"
    follows = "terugblik.reminded"
    again = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question and its day."""
        return f"ter:{event.data['terugblik_id']}:{event.data['due']}:{person_id}"
