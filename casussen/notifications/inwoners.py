"""Answers of residents wait to be looked at; mail holds the question, never an answer."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from casussen.models import Inwonersvraag
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

QUIET = timedelta(hours=1)
WORTH_TELLING = timedelta(days=14)


@register
class AntwoordenWait(Message):
    """For who looks at answers; while the same one waits, once a day at most."""

    key = "inwoners.answered"
    label = "Antwoorden van inwoners wachten op jou"
    audience = "De casushouder, en de organisatoren van de community"
    moment = "Een uur na een antwoord; zolang dat wacht hoogstens eens per dag"
    group = Group.CASUSSEN
    follows = "inwoners.answered"
    template = "casussen/mail/antwoorden_wachten"
    digestible = True
    frequency = Frequency.DAILY

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the casushouder and the organisers of the leading community."""
        casus: Any = event.subject
        who = Q(pk=casus.casushouder_id) | organisers_of(casus.community_id)
        return Deelnemer.objects.active().filter(who)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once a day for a question of which the same answer waits longest."""
        data = event.data
        return f"inw:{data['vraag_id']}:{data['oldest']}:{data['day']}:{person_id}"

    def due_at(self, event: MessageEvent) -> datetime:
        """Wait whether more comes in."""
        return event.created_at + QUIET

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks another answer, or the page, tells it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody looked already, or this person cannot any more."""
        vraag = self._vraag(delivery)
        if vraag is None or not vraag.antwoorden.waiting().exists():
            return "er wacht geen antwoord meer"
        if not allowed(delivery.person, "casussen.change_inwonersvraag", vraag):
            return "bekijkt deze antwoorden niet (meer)"
        return ""

    def line(self, delivery: Delivery, subject: Any) -> str:
        """How many wait, and where."""
        vraag = self._vraag(delivery)
        return _waiting(vraag.antwoorden.waiting().count() if vraag else 0)

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the question, how many answers wait, and the page to look at them."""
        vraag = self._vraag(delivery)
        assert vraag is not None
        address = reverse("casussen:inwonersantwoorden", args=[subject.slug, vraag.pk])
        return {
            "title": subject.title,
            "question": vraag.question,
            "waiting": _waiting(vraag.antwoorden.waiting().count()),
            "url": f"{settings.SITE_URL}{address}",
        }

    def example(self) -> dict[str, Any]:
        """Three answers."""
        address = reverse("casussen:inwonersantwoorden", args=["voorbeeld", 1])
        return {
            "title": "Leerplekken in het groen",
            "question": "Waar ga jij naartoe voor een praatje?",
            "waiting": _waiting(3),
            "url": f"{settings.SITE_URL}{address}",
        }

    def _vraag(self, delivery: Delivery) -> Inwonersvraag | None:
        rows = Inwonersvraag.objects.select_related("casus")
        return rows.filter(pk=delivery.data["vraag_id"]).first()


def _waiting(number: int) -> str:
    if number == 1:
        return "1 antwoord van een inwoner wacht"
    return f"{number} antwoorden van inwoners wachten"
