"""Who keeps an advies hears that somebody must look at it again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)


class ReviewMessage(Message):
    """What both mails about the day share."""

    audience = "Wie het advies bijhoudt; anders alle redacteuren"
    group = Group.HANDBOEK
    template = "handboek/mail/nakijken"
    late = False

    def concerns(self, person: Any) -> bool:
        """Only redacteuren keep adviezen."""
        return bool(person.is_redacteur)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the owner while that is a redacteur with an open account, else all of them."""
        advies: Any = event.subject
        people: Any = Deelnemer.objects.active().filter(is_redacteur=True)
        owner = people.filter(pk=advies.owner_id)
        return owner if owner.exists() else people  # type: ignore[no-any-return]

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the desk tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody looked meanwhile, or this person may not say so any more."""
        day = subject.review_at
        if day is None or day.isoformat() != delivery.data["day"]:
            return "er is al naar gekeken"
        if not allowed(delivery.person, "handboek.check_advies", subject):
            return "kan dit niet (meer) nakijken"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies, its day, and its page on the desk."""
        address = reverse("handboek:werk", args=[subject.number])
        return {
            "number": subject.number,
            "title": subject.title,
            "day": date.fromisoformat(delivery.data["day"]),
            "late": self.late,
            "url": f"{settings.SITE_URL}{address}",
        }

    def example(self) -> dict[str, Any]:
        """An advies about talking with contractors."""
        return {
            "number": 14,
            "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
            "day": date(2027, 3, 1),
            "late": self.late,
            "url": f"{settings.SITE_URL}{reverse('handboek:werk', args=[14])}",
        }


@register
class ReviewSoon(ReviewMessage):
    """The day is near."""

    key = "advies.review_soon"
    label = "Binnenkort een advies nakijken"
    moment = "Twee weken voor de dag, één keer"
    follows = "advies.review_soon"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an advies and its day."""
        return f"nks:{event.object_id}:{event.data['day']}:{person_id}"


@register
class ReviewDue(ReviewMessage):
    """The day is past."""

    key = "advies.review_due"
    label = "Een advies had nagekeken moeten zijn"
    moment = "De dag erna, één keer"
    follows = "advies.review_due"
    late = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an advies and its day."""
        return f"nkd:{event.object_id}:{event.data['day']}:{person_id}"
