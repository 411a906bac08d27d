"""The rijk gets a question about a les, once more after thirty days, and hears it taken back."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from handboek import rijk
from handboek.models import Rijksvraag
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=30)


class RijkMessage(Message):
    """What all mails about a question to the rijk share."""

    group = Group.HANDBOEK

    def topics(self, event: MessageEvent) -> list[Model]:
        """Who silenced the community hears nothing of its lessen."""
        les: Any = event.subject
        return [les.community] if les else []

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a month the list of open questions tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the les, what was asked of whom, and the page of the question."""
        vraag = self.vraag(delivery)
        assert vraag is not None
        return {
            "les": subject,
            "organisatie": vraag.organisatie,
            "question": vraag.question,
            "days": vraag.days_open,
            "url": f"{settings.SITE_URL}{vraag.get_absolute_url()}",
        }

    def example(self) -> dict[str, Any]:
        """A question about an answer within two weeks."""
        return {
            "les": SimpleNamespace(
                number=2, conclusion="Mensen haken af op stilte, niet op een nee."
            ),
            "organisatie": "Ministerie van Voorbeelden",
            "question": "Neemt het ministerie op hoe snel bewoners antwoord krijgen?",
            "days": 30,
            "url": f"{settings.SITE_URL}{reverse('handboek:rijksvraag', args=[1])}",
        }

    def vraag(self, delivery: Delivery) -> Rijksvraag | None:
        """Return the question, as it is now."""
        rows = Rijksvraag.objects.select_related("organisatie", "les")
        return rows.filter(pk=delivery.data["vraag_id"]).first()


class RijkAskedMessage(RijkMessage):
    """What the question and its one reminder share."""

    audience = "De deelnemers van de organisatie van het rijk aan wie het is gevraagd"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who can answer, without who asked."""
        vraag = Rijksvraag.objects.get(pk=event.data["vraag_id"])
        people: Any = rijk.people_of(vraag)
        return people.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody answered, or this person cannot."""
        vraag = self.vraag(delivery)
        if vraag is None or not vraag.is_open:
            return "is al beantwoord of teruggenomen"
        if vraag.antwoorden.waiting().exists():
            return "er wacht al een antwoord op een tweede lezer"
        if not allowed(delivery.person, "handboek.answer_rijksvraag", vraag):
            return "kan hier niet (meer) op antwoorden"
        return ""


@register
class RijkAsked(RijkAskedMessage):
    """The question."""

    key = "rijksvraag.asked"
    label = "Een vraag over een les aan jouw organisatie"
    follows = "rijksvraag.asked"
    template = "handboek/mail/rijksvraag_asked"
    from_person = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question."""
        return f"rva:{event.data['vraag_id']}:{person_id}"


@register
class RijkReminded(RijkAskedMessage):
    """The only reminder."""

    key = "rijksvraag.reminded"
    label = "Herinnering: een vraag over een les aan jouw organisatie"
    moment = "Dertig dagen na de vraag, als niemand antwoordde"
    follows = "rijksvraag.reminded"
    template = "handboek/mail/rijksvraag_reminded"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question."""
        return f"rvh:{event.data['vraag_id']}:{person_id}"


@register
class RijkTakenBack(RijkMessage):
    """The question is asked no longer."""

    key = "rijksvraag.withdrawn"
    label = "Een vraag aan het rijk over een les is teruggenomen"
    audience = (
        "De deelnemers van de organisatie van het rijk aan wie het was gevraagd, wie al een "
        "antwoord schreef, en wie de vraag stelde"
    )
    follows = "rijksvraag.withdrawn"
    template = "handboek/mail/rijksvraag_withdrawn"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who could answer, who began to, and who asked; without who took it back."""
        vraag = Rijksvraag.objects.get(pk=event.data["vraag_id"])
        concerned = (
            Q(pk__in=rijk.people_of(vraag).order_by().values("pk"))
            | Q(pk__in=vraag.antwoorden.order_by().values("writer"))
            | Q(pk=vraag.asked_by_id)
        )
        rows: Any = Deelnemer.objects.active().filter(concerned)
        return rows.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question."""
        return f"rvt:{event.data['vraag_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who may not read the les any more gets no mail about it."""
        return _cannot_read(delivery, subject)

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add why it was taken back."""
        vraag = self.vraag(delivery)
        assert vraag is not None
        return super().context(delivery, subject) | {"reason": vraag.withdrawn_reason}

    def example(self) -> dict[str, Any]:
        """A question that was answered elsewhere."""
        reason = "Het antwoord staat al in de brief die jullie in mei stuurden."
        return super().example() | {"reason": reason}


@register
class RijkAnswered(RijkMessage):
    """The rijk answered."""

    key = "rijksvraag.answered"
    label = "Antwoord van het rijk op jouw vraag over een les"
    audience = "Wie de vraag stelde"
    follows = "rijksvraag.answered"
    template = "handboek/mail/rijksvraag_answered"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked, unless they wrote the answer down themselves."""
        vraag = Rijksvraag.objects.get(pk=event.data["vraag_id"])
        rows: Any = Deelnemer.objects.active().filter(pk=vraag.asked_by_id)
        return rows.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an answer."""
        return f"rvb:{event.data['vraag_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who may not read the les any more gets no mail about it."""
        return _cannot_read(delivery, subject)


def _cannot_read(delivery: Delivery, les: Any) -> str:
    may = allowed(delivery.person, "handboek.view_les", les)
    return "" if may else "mag de les niet (meer) lezen"
