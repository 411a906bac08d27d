"""A redacteur hears that an answer of the rijk waits; its writer hears what became of it."""

from typing import Any

from django.db.models import Model, QuerySet

from communities.models import Deelnemer
from handboek.models import Rijksantwoord
from handboek.notifications.rijk import RijkMessage
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import OnDoubt, register
from netwerk.kern.policy import allowed


@register
class AnswerWaits(RijkMessage):
    """Somebody else must read an answer before it stands at the les."""

    key = "rijksantwoord.written"
    label = "Een antwoord van het rijk wacht op een tweede lezer"
    audience = "Redacteuren die het antwoord niet zelf schreven"
    digestible = True
    from_person = True
    follows = "rijksantwoord.written"
    template = "handboek/mail/rijksantwoord_written"

    def topics(self, event: MessageEvent) -> list[Model]:
        """It is work of the redactie, whatever community the les is of."""
        return []

    def concerns(self, person: Any) -> bool:
        """Only redacteuren read what is not placed yet."""
        return bool(person.is_redacteur)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the redacteuren who did not write it."""
        return Deelnemer.objects.filter(is_redacteur=True).exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is handed in."""
        return f"rwa:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody else was quicker, or this person may not decide any more."""
        rows = Rijksantwoord.objects.filter(pk=delivery.data["antwoord_id"])
        if allowed(delivery.person, "handboek.decide_rijksantwoord", rows.first()):
            return ""
        return "kan hier niet (meer) over beslissen"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say of whom it is, and about which les."""
        vraag = self.vraag(delivery)
        assert vraag is not None
        of = f"van {vraag.organisatie} over les {subject.number}"
        return f"Een antwoord {of} wacht op een tweede lezer"


class AnswerDecided(RijkMessage):
    """What both answers to the writer share."""

    audience = "Wie het antwoord schreef"
    always = "het is het antwoord op wat je schreef"
    essential = True
    on_doubt = OnDoubt.RESEND

    def topics(self, event: MessageEvent) -> list[Model]:
        """It is about what this person wrote, whatever community the les is of."""
        return []

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who wrote it."""
        return Deelnemer.objects.filter(pk=event.data["writer_id"])


@register
class AnswerPlaced(AnswerDecided):
    """It stands at the les."""

    key = "rijksantwoord.placed"
    label = "Jouw antwoord voor het rijk is geplaatst"
    follows = "rijksantwoord.placed"
    template = "handboek/mail/rijksantwoord_placed"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each answer that is placed."""
        return f"rwp:{event.pk}:{person_id}"


@register
class AnswerReturned(AnswerDecided):
    """Something must happen first."""

    key = "rijksantwoord.returned"
    label = "Jouw antwoord voor het rijk kwam terug"
    follows = "rijksantwoord.returned"
    template = "handboek/mail/rijksantwoord_returned"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it comes back."""
        return f"rwt:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who handed it in again knows."""
        return "" if self._returned(delivery) else "het antwoord is niet meer teruggegeven"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add what must happen first."""
        antwoord = self._returned(delivery)
        assert antwoord is not None
        return super().context(delivery, subject) | {"reason": antwoord.returned_reason}

    def example(self) -> dict[str, Any]:
        """An answer with a name in it."""
        reason = "Haal de naam van de wethouder eruit. Verder is het helder."
        return super().example() | {"reason": reason}

    def _returned(self, delivery: Delivery) -> Rijksantwoord | None:
        rows = Rijksantwoord.objects.filter(returned_at__isnull=False)
        return rows.filter(pk=delivery.data["antwoord_id"]).first()
