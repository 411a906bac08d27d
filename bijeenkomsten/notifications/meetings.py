"""What people get mail about: a new meeting, and their place in it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten import kalender
from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Datumstem
from communities.enums import Visibility
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

GONE_BY = "de bijeenkomst is begonnen of voorbij"

EXAMPLE = SimpleNamespace(
    title="Casustafel: leerplekken in het groen",
    starts_at=datetime(2027, 1, 28, 9, 0, tzinfo=UTC),
    ends_at=datetime(2027, 1, 28, 11, 30, tzinfo=UTC),
    place="De Werkplaats, Voorbeeldstraat 1, Almere",
    where="De Werkplaats, Voorbeeldstraat 1, Almere",
    route="Vanaf het station tien minuten lopen.",
    accessibility="Er is een lift. De ingang is gelijkvloers.",
    online_link="https://video.voorbeeld.nl/casustafel",
    community=SimpleNamespace(name="Bewoners in beeld"),
    cancel_reason="De zaal is door een lekkage niet te gebruiken.",
)


def when(bijeenkomst: Any) -> str:
    """Return the day and the hours in words, in Dutch time."""
    begin, end = (timezone.localtime(m) for m in (bijeenkomst.starts_at, bijeenkomst.ends_at))
    last = (
        dates.format(end, "G.i") if begin.date() == end.date() else dates.format(end, "l j F, G.i")
    )
    return f"{dates.format(begin, 'l j F Y, G.i')} tot {last} uur"


class MeetingMessage(Message):
    """What the messages about one meeting share."""

    group = Group.MEETINGS
    timeless = False

    def topics(self, event: MessageEvent) -> list[Model]:
        """The meeting, the community that leads it, and those that it is for too."""
        meeting: Any = event.subject
        if meeting is None:
            return []
        return [meeting, meeting.community, *meeting.communities.all()]

    def answers(self, event: MessageEvent) -> QuerySet[Aanmelding]:
        """Return the answers of the people and guests that it is about."""
        return Aanmelding.objects.filter(bijeenkomst=event.object_id)

    def expires_at(self, event: MessageEvent) -> datetime:
        """After the end there is nothing to tell."""
        meeting: Any = event.subject
        return meeting.ends_at

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting; the online link only for who comes or may come.

        What a meeting is for is told by mail only when anybody may read it.
        """
        mine = subject.answer_of(delivery.reader)
        signed_up = mine is not None and mine.answer in {Answer.YES, Answer.MAYBE}
        return {
            "bijeenkomst": subject,
            "day": dates.format(timezone.localtime(subject.starts_at), "j F"),
            "when": when(subject),
            "goal": subject.goal if subject.visibility == Visibility.PUBLIC else "",
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
            "mine": mine,
            "online_link": subject.online_link if signed_up else "",
        }

    def example(self) -> dict[str, Any]:
        """A morning around a table, for somebody who said yes."""
        return {
            "bijeenkomst": EXAMPLE,
            "day": dates.format(timezone.localtime(EXAMPLE.starts_at), "j F"),
            "when": when(EXAMPLE),
            "goal": "",
            "url": f"{settings.SITE_URL}{reverse('bijeenkomsten:list')}",
            "mine": SimpleNamespace(answer=Answer.YES),
            "online_link": EXAMPLE.online_link,
        }


@register
class Published(MeetingMessage):
    """A new meeting, for the members of its communities who did not answer yet."""

    key = "bijeenkomst.published"
    label = "Er is een nieuwe bijeenkomst in een community van jou"
    audience = "Leden van de communities die nog niet antwoordden"
    moment = "Na een paar minuten rust, zodat een vergissing nog te herstellen is"
    follows = "bijeenkomst.published"
    template = "bijeenkomsten/mail/published"
    digestible = True
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Everybody in the communities, except who planned it and who chose it in a date poll."""
        meeting: Any = event.subject
        people = Deelnemer.objects.members_of(*meeting.community_ids)
        voted = Datumstem.objects.filter(
            optie__datumprikker__bijeenkomst=meeting, deelnemer=OuterRef("pk")
        )
        return people.filter(~Exists(voted)).exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a meeting and a person."""
        return f"pub:{event.object_id}:{person_id}"

    def due_at(self, event: MessageEvent) -> datetime:
        """After a quiet period, in which an organiser can still correct a mistake."""
        return event.created_at + timedelta(seconds=settings.MESSAGE_QUIET_SECONDS)

    def line(self, delivery: Delivery, subject: Any) -> str:
        """When the new meeting is."""
        return f"Nieuwe bijeenkomst: {when(subject)}"

    def example(self) -> dict[str, Any]:
        """Who did not answer yet, gets no link to join."""
        return super().example() | {"mine": None, "online_link": ""}

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A cancelled meeting is not news, nor is one that the person knows of."""
        if subject.is_cancelled:
            return "de bijeenkomst gaat niet door"
        if subject.answer_of(delivery.reader) is not None:
            return "heeft al geantwoord"
        return GONE_BY if subject.has_started else ""


class InvitationMessage(MeetingMessage):
    """A message with an appointment for the calendar; it cannot be switched off."""

    essential = True
    always = "hij gaat over je plek bij een bijeenkomst"
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND
    method = kalender.REQUEST

    def calendar(self, delivery: Delivery, subject: Any) -> tuple[str, bytes] | None:
        """Invite who said yes or is asked, or withdraw it from who may have an invitation."""
        mine = subject.answer_of(delivery.reader)
        withdraws = self.method == kalender.CANCEL
        invited = mine is not None and (mine.answer == Answer.YES or mine.asked)
        if mine is None or not (mine.calendar_sent if withdraws else invited):
            return None
        return self.method, kalender.invitation(subject, delivery.reader, self.method)

    def before_sending(self, delivery: Delivery, subject: Any) -> None:
        """Remember who may have it in a calendar, so that a cancellation reaches them too."""
        mine = subject.answer_of(delivery.reader)
        if mine is not None and (mine.answer == Answer.YES or mine.asked):
            Aanmelding.objects.filter(pk=mine.pk).update(calendar_sent=True)


class AboutOneAnswer(InvitationMessage):
    """A message to the person who answered."""

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return that one person."""
        return Deelnemer.objects.filter(pk=event.data.get("person_id"))


@register
class Registered(AboutOneAnswer):
    """You have a place, with the invitation for your calendar."""

    key = "bijeenkomst.registered"
    label = "Je bent aangemeld voor een bijeenkomst"
    audience = "Wie zich aanmeldde"
    follows = "bijeenkomst.registered"
    template = "bijeenkomsten/mail/registered"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time that somebody said yes."""
        return f"reg:{event.object_id}:{person_id}:{event.data['generation']}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only the last yes counts, and only while it stands."""
        mine = subject.answer_of(delivery.reader)
        if subject.is_cancelled:
            return "de bijeenkomst gaat niet door"
        if mine is None or mine.answer != Answer.YES:
            return "heeft zich weer afgemeld"
        if mine.generation != delivery.data["generation"]:
            return "heeft zich daarna opnieuw aangemeld"
        return ""


@register
class Unregistered(AboutOneAnswer):
    """Your place is free again, and the appointment leaves your calendar."""

    key = "bijeenkomst.unregistered"
    label = "Je komt niet of wacht, en de afspraak gaat uit je agenda"
    audience = "Wie zich afmeldde, en wie van een datumprikker naar de wachtlijst ging"
    follows = "bijeenkomst.unregistered"
    template = "bijeenkomsten/mail/unregistered"
    method = kalender.CANCEL

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each yes that was taken back."""
        return f"unr:{event.object_id}:{person_id}:{event.data['generation']}"

    def example(self) -> dict[str, Any]:
        """Who does not come, gets no link to join."""
        return super().example() | {"mine": SimpleNamespace(answer=Answer.NO), "online_link": ""}

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody who signed up again needs no goodbye.

        Who has the appointment gets it even when the meeting is cancelled: when it is restored
        before that mail is out, nothing else would take the appointment back.
        """
        mine = subject.answer_of(delivery.reader)
        if mine is None or mine.answer == Answer.YES:
            return "heeft zich daarna opnieuw aangemeld"
        if subject.is_cancelled and not mine.calendar_sent:
            return "de bijeenkomst gaat niet door"
        if mine.generation != delivery.data["generation"]:
            return "is daarna nog eens aangemeld en afgemeld"
        return ""

    def before_sending(self, delivery: Delivery, subject: Any) -> None:
        """Keep ``calendar_sent``: if this mail is lost, a cancellation still clears it."""
