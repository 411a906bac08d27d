"""A standpunt on a dilemma that you brought in, and the question where you stand after the talk.

Mail gives the title of the dilemma and the layer, never an argument or a position.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from casussen.enums import PositionMoment, Round
from casussen.models import Dilemma, Positie, Standpunt
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)
WORTH_ASKING = timedelta(days=3)


class DilemmaMessage(Message):
    """What the messages about a dilemma share."""

    group = Group.CASUSSEN

    def topics(self, event: MessageEvent) -> list[Model]:
        """The dilemma, and its community."""
        subject: Any = event.subject
        return [subject, subject.community] if isinstance(subject, Dilemma) else []


@register
class StandpuntOnYourDilemma(DilemmaMessage):
    """For who brought the dilemma in."""

    key = "dilemma.standpunt"
    label = "Iemand geeft een standpunt bij een dilemma van jou"
    audience = "Wie het dilemma inbracht"
    follows = "dilemma.standpunt"
    template = "casussen/mail/standpunt"
    digestible = True
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the author, unless the standpunt is of the author."""
        subject: Any = event.subject
        people = Deelnemer.objects.filter(pk=subject.author_id if subject else None)
        return people.exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a standpunt."""
        return f"stp:{event.data['standpunt_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was taken away is not told about, nor what the person may not read."""
        if self._standpunt(delivery) is None:
            return "het standpunt is weggehaald"
        if not allowed(delivery.person, "casussen.view_dilemma", subject):
            return "mag het dilemma niet meer lezen"
        return ""

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Of which layer it is."""
        standpunt = self._standpunt(delivery)
        layer = standpunt.layer.label.lower() if standpunt else "een laag"
        return f"Nieuw standpunt: {layer}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who gave it, for which layer, and where it stands."""
        standpunt = self._standpunt(delivery)
        assert standpunt is not None
        return {
            "author": standpunt.author,
            "layer": standpunt.layer.label,
            "title": subject.question,
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
        }

    def example(self) -> dict[str, Any]:
        """Somebody of a province."""
        return {
            "author": SimpleNamespace(get_full_name="Dana de Boer"),
            "layer": "Provincie",
            "title": "Sneller isoleren, of meer buurtbewoners een vak leren?",
            "url": f"{settings.SITE_URL}{reverse('casussen:dilemma', args=['voorbeeld'])}",
        }

    def _standpunt(self, delivery: Delivery) -> Standpunt | None:
        rows = Standpunt.objects.select_related("author", "layer")
        return rows.filter(pk=delivery.data["standpunt_id"]).first()


@register
class WhereDoYouStandNow(DilemmaMessage):
    """For who took a position before the talk: once."""

    key = "dilemma.talked"
    label = "De vraag waar je in een dilemma staat na het gesprek"
    audience = "Wie vóór het gesprek een positie gaf, en nog niet erna"
    moment = "Als een organisator of de inbrenger zegt dat het gesprek is geweest"
    follows = "dilemma.talked"
    template = "casussen/mail/positie_na"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who answered before; not who asks, for that person stands at the page."""
        before = Positie.objects.filter(dilemma=event.object_id, moment=PositionMoment.BEFORE)
        people = Deelnemer.objects.filter(pk__in=before.values("deelnemer"))
        return people.exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a dilemma and a person."""
        return f"pna:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After some days nobody knows any more where they stood right after it."""
        return event.created_at + WORTH_ASKING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who answered is not asked, nor who may not, and nobody when the round is over."""
        if subject.round != Round.AFTER:
            return "de ronde is voorbij"
        if not allowed(delivery.person, "casussen.discuss_dilemma", subject):
            return "mag niet meer meepraten over het dilemma"
        own = subject.posities.filter(deelnemer=delivery.person)
        given = set(own.values_list("moment", flat=True))
        if PositionMoment.BEFORE not in given:
            return "nam de positie van vóór het gesprek terug"
        return "gaf al een positie" if PositionMoment.AFTER in given else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the question and the page to answer."""
        address = reverse("casussen:positie", args=[subject.slug])
        return {"title": subject.question, "url": f"{settings.SITE_URL}{address}"}

    def example(self) -> dict[str, Any]:
        """A dilemma that was talked about this afternoon."""
        return {
            "title": "Sneller isoleren, of meer buurtbewoners een vak leren?",
            "url": f"{settings.SITE_URL}{reverse('casussen:positie', args=['voorbeeld'])}",
        }
