"""What people get mail about when a date poll asks them, closes soon, or leads to a meeting."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten.enums import Answer, PollState
from bijeenkomsten.models import Datumprikker, Datumstem
from bijeenkomsten.moments import AMSTERDAM, end_of
from bijeenkomsten.notifications.meetings import InvitationMessage
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, every_round, register
from netwerk.kern.berichten.services import announce

DAYS_BEFORE = 2
NEWS_WORTH = timedelta(days=7)
EXAMPLE = SimpleNamespace(
    title="Casustafel: leerplekken in het groen",
    community=SimpleNamespace(name="Bewoners in beeld"),
    stop_reason="Er was te weinig belangstelling.",
)


def last_day(day: date | None) -> str:
    """Return "woensdag 20 januari"."""
    return dates.format(day, "l j F") if day else ""


def _end_of(day: date | None, begin: datetime) -> datetime:
    if day is None:
        return begin + timedelta(days=30)
    return end_of(day)


class PollMessage(Message):
    """What the messages about one date poll share."""

    group = Group.MEETINGS

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Members who said nothing yet, except who asks."""
        poll: Any = event.subject
        people = Deelnemer.objects.members_of(poll.community)
        return people.filter(~Exists(_votes_in(poll))).exclude(pk=event.actor_id)

    def expires_at(self, event: MessageEvent) -> datetime:
        """After the last day nobody can answer."""
        poll: Any = event.subject
        return _end_of(poll.closes_on, event.created_at)

    def topics(self, event: MessageEvent) -> list[Model]:
        """The community that is asked."""
        poll: Any = event.subject
        return [] if poll is None else [poll.community]

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who answered knows, and what is closed asks nothing."""
        if not subject.is_open:
            return "de datumprikker is gesloten"
        answered = _votes_in(subject, deelnemer=delivery.person).exists()
        return "heeft al geantwoord" if answered else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the poll; what it is for is read on the site only."""
        return {
            "datumprikker": subject,
            "last_day": last_day(subject.closes_on),
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
        }

    def example(self) -> dict[str, Any]:
        """A poll that closes in January."""
        return {
            "datumprikker": EXAMPLE,
            "last_day": last_day(date(2027, 1, 20)),
            "url": f"{settings.SITE_URL}{reverse('bijeenkomsten:list')}",
        }


def _votes_in(poll: Datumprikker, **more: Any) -> QuerySet[Datumstem]:
    more.setdefault("deelnemer", OuterRef("pk"))
    return Datumstem.objects.filter(optie__datumprikker=poll, **more)


@register
class Opened(PollMessage):
    """A new date poll, for the members of the community."""

    key = "datumprikker.opened"
    label = "Een community van jou zoekt een datum"
    audience = "Leden van de community"
    follows = "datumprikker.opened"
    template = "bijeenkomsten/mail/datumprikker_opened"
    digestible = True
    from_person = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a poll and a person."""
        return f"dpo:{event.object_id}:{person_id}"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Until when one can answer."""
        return f"Zeg wanneer je kunt: {subject.title} (tot en met {last_day(subject.closes_on)})"


@register
class ClosesSoon(PollMessage):
    """Two days are left, for who said nothing yet."""

    key = "datumprikker.reminder"
    label = "Een datumprikker sluit binnenkort"
    audience = "Leden van de community die nog niet antwoordden"
    moment = "Twee dagen voor de laatste dag"
    follows = "datumprikker.reminder"
    template = "bijeenkomsten/mail/datumprikker_reminder"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a poll and a person."""
        return f"dpr:{event.object_id}:{person_id}"


@register
class Stopped(PollMessage):
    """There comes no meeting, for who answered."""

    key = "datumprikker.stopped"
    label = "Een datumprikker waar je op antwoordde, is gestopt"
    audience = "Wie had geantwoord"
    follows = "datumprikker.stopped"
    template = "bijeenkomsten/mail/datumprikker_stopped"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Members who answered."""
        poll: Any = event.subject
        people = Deelnemer.objects.members_of(poll.community).filter(Exists(_votes_in(poll)))
        return people.exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a poll and a person."""
        return f"dps:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week nobody waits for it."""
        return event.created_at + NEWS_WORTH

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It stays true."""
        return ""


@register
class Chosen(InvitationMessage):
    """The poll has a date, for everybody who answered; an invitation for who could come then."""

    key = "datumprikker.chosen"
    label = "Een datumprikker waar je op antwoordde, heeft een datum"
    always = "je gaf antwoord in de datumprikker, en dit is de datum"
    audience = "Wie had geantwoord"
    follows = "datumprikker.chosen"
    template = "bijeenkomsten/mail/datumprikker_chosen"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Members who answered, whoever decided too."""
        meeting: Any = event.subject
        votes = Datumstem.objects.filter(
            optie__datumprikker__bijeenkomst=meeting, deelnemer=OuterRef("pk")
        )
        return Deelnemer.objects.members_of(meeting.community).filter(Exists(votes))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a meeting and a person."""
        return f"dpc:{event.object_id}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A cancelled meeting has its own mail."""
        return "de bijeenkomst gaat niet door" if subject.is_cancelled else ""

    def calendar(self, delivery: Delivery, subject: Any) -> tuple[str, bytes] | None:
        """Ask in the calendar too; who answered meanwhile got that mail."""
        mine = subject.answer_of(delivery.person)
        return super().calendar(delivery, subject) if mine is not None and mine.asked else None

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add whether the invitation in the mail asks for an answer."""
        context = super().context(delivery, subject)
        return context | {"asked": bool(context["mine"] and context["mine"].asked)}

    def example(self) -> dict[str, Any]:
        """Who could come that day."""
        return super().example() | {"mine": SimpleNamespace(answer=Answer.MAYBE), "asked": True}


@every_round
def announce_closing_polls() -> None:
    """Announce, once, each date poll that closes within two days."""
    today = timezone.localdate(timezone=AMSTERDAM)
    told = MessageEvent.objects.filter(
        kind=ClosesSoon.follows,
        content_type=ContentType.objects.get_for_model(Datumprikker),
        object_id=OuterRef("pk"),
    )
    soon = Datumprikker.objects.filter(
        ~Exists(told),
        state=PollState.OPEN,
        closes_on__range=(today, today + timedelta(days=DAYS_BEFORE)),
    )
    for pk in soon.values_list("pk", flat=True):
        with transaction.atomic():
            locked = Datumprikker.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if locked and not told_of(locked):
                announce(kind=ClosesSoon.follows, subject=locked, actor=None)


def told_of(poll: Datumprikker) -> bool:
    """Say whether the reminder was announced; asked under lock."""
    kind = ContentType.objects.get_for_model(Datumprikker)
    rows = MessageEvent.objects.filter(kind=ClosesSoon.follows, content_type=kind)
    return rows.filter(object_id=poll.pk).exists()
