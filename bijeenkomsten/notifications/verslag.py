"""Minutes: whoever was there is asked to check them, and hears what became of a proposal."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models import VerslagAkkoord, Wijzigingsvoorstel, people_there, was_there
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register

WORTH_TELLING = timedelta(days=14)
TITLE = "Casustafel: leerplekken in het groen"


class VerslagMessage(Message):
    """What the messages about minutes share; they never say what stands in them."""

    group = Group.MEETINGS

    def topics(self, event: MessageEvent) -> list[Model]:
        """The meeting, and the community that leads it."""
        verslag: Any = event.subject
        if verslag is None:
            return []
        return [verslag.bijeenkomst, verslag.bijeenkomst.community]


@register
class VerslagCheck(VerslagMessage):
    """Does this say what happened? To who was there."""

    key = "verslag.check"
    label = "Er is een verslag om na te kijken, van een bijeenkomst waar je bij was"
    audience = "Wie bij de bijeenkomst was"
    follows = "verslag.check"
    template = "bijeenkomsten/mail/verslag_check"
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who was there, except the organiser who asks."""
        verslag: Any = event.subject
        return people_there(verslag.bijeenkomst).exclude(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time that a check begins."""
        return f"vch:{event.object_id}:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After the last day nobody can say anything."""
        last = date.fromisoformat(event.data["until"]) + timedelta(days=1)
        return timezone.make_aware(datetime.combine(last, time()))

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It is checked no more, or this person has nothing to say."""
        if subject.state != VerslagState.CHECK:
            return "het verslag wordt niet meer nagekeken"
        if not was_there(delivery.person, subject.bijeenkomst):
            return "was er niet bij"
        agreed = VerslagAkkoord.objects.filter(verslag=subject, deelnemer=delivery.person)
        return "is al akkoord" if agreed.exists() else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting, its day and until when."""
        meeting = subject.bijeenkomst
        return _check(
            meeting.title,
            timezone.localtime(meeting.starts_at).date(),
            date.fromisoformat(delivery.data["until"]),
            subject.get_absolute_url(),
        )

    def example(self) -> dict[str, Any]:
        """Minutes of a morning around a table."""
        address = reverse("bijeenkomsten:verslag", args=["voorbeeld"])
        return _check(TITLE, date(2027, 1, 28), date(2027, 2, 11), address)


def _check(title: str, day: date, until: date, address: str) -> dict[str, Any]:
    return {
        "title": title,
        "day": dates.format(day, "j F"),
        "until": dates.format(until, "l j F"),
        "url": f"{settings.SITE_URL}{address}",
    }


@register
class VerslagAnswered(VerslagMessage):
    """What became of the change that somebody proposed."""

    key = "verslag.answered"
    label = "Er is beslist over je voorstel voor een verslag"
    audience = "Wie de wijziging voorstelde"
    follows = "verslag.answered"
    template = "bijeenkomsten/mail/verslag_answered"
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who proposed it, unless that is who answers."""
        row = Wijzigingsvoorstel.objects.filter(pk=event.data["voorstel_id"])
        people: QuerySet[Deelnemer] = Deelnemer.objects.active()
        return people.filter(pk__in=row.values("proposed_by")).exclude(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each proposal."""
        return f"van:{event.data['voorstel_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks it is no news."""
        return event.created_at + WORTH_TELLING

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting and whether it was taken over; the reason stands on the page."""
        row = Wijzigingsvoorstel.objects.filter(pk=delivery.data["voorstel_id"]).first()
        taken = row is not None and row.state == ProposalState.ACCEPTED
        return _answered(subject.bijeenkomst.title, subject.get_absolute_url(), taken=taken)

    def example(self) -> dict[str, Any]:
        """A change that was taken over."""
        address = reverse("bijeenkomsten:verslag", args=["voorbeeld"])
        return _answered(TITLE, address, taken=True)


def _answered(title: str, address: str, *, taken: bool) -> dict[str, Any]:
    return {"title": title, "taken": taken, "url": f"{settings.SITE_URL}{address}"}
