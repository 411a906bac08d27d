"""Reminders: a week, a day and an hour before, as the organiser chose for each meeting.

Nothing is planned ahead. Every round looks at which meetings have a moment that came, and
announces only the nearest one; so after a standstill nobody gets two at once, or one that comes
too late to make sense.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bijeenkomsten.enums import Answer, Moment, Status
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.notifications.changes import CHANGED_AGAIN, changed_again
from bijeenkomsten.notifications.meetings import MeetingMessage
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import every_round, register
from netwerk.kern.berichten.services import announce

AHEAD = {
    Moment.HOUR: timedelta(hours=1),
    Moment.DAY: timedelta(days=1),
    Moment.WEEK: timedelta(days=7),
}
"""How long before the start each moment is, the nearest first."""
TOO_LATE = {
    Moment.HOUR: timedelta(0),
    Moment.DAY: timedelta(hours=3),
    Moment.WEEK: timedelta(days=5),
}
"""How long before the start each moment makes no sense any more."""
HEARD = ("bijeenkomst.moved", "bijeenkomst.restored", "bijeenkomst.reminder")
AN_HOUR = (timedelta(minutes=45), timedelta(minutes=75))  # is called "een uur"
DAYS = {0: "Vandaag", 1: "Morgen", 2: "Overmorgen", 7: "Over een week"}


def how_soon(start: datetime, now: datetime) -> str:
    """Say in Dutch how far away a start is, by the days of the calendar in the Netherlands."""
    left = start - now
    if left < AN_HOUR[0]:
        return "Zo meteen"
    if left <= AN_HOUR[1]:
        return "Over een uur"
    days = (timezone.localtime(start).date() - timezone.localtime(now).date()).days
    return DAYS.get(days, f"Over {days} dagen")


def moment_of(data: dict[str, Any]) -> Moment:
    """Return which reminder an announcement is; the first ones did not say, and were of a day."""
    return Moment(data.get("moment", Moment.DAY))


@register
class Reminder(MeetingMessage):
    """It is soon, for who comes and did not answer after that moment."""

    key = "bijeenkomst.reminder"
    label = "Een bijeenkomst waar je je voor aanmeldde, is binnenkort"
    audience = "Wie komt, behalve wie zich net heeft aangemeld"
    moment = "Een week, een dag of een uur ervoor, zoals de organisator kiest"
    follows = "bijeenkomst.reminder"
    template = "bijeenkomsten/mail/reminder"

    def lane_of(self, event: MessageEvent) -> Lane:
        """An hour before there is no time to wait for others."""
        return Lane.URGENT if moment_of(event.data) == Moment.HOUR else Lane.NORMAL

    def answers(self, event: MessageEvent) -> QuerySet[Aanmelding]:
        """Who said yes, before the moment of the reminder."""
        start, moment = datetime.fromisoformat(event.data["starts_at"]), moment_of(event.data)
        since = start - AHEAD[moment]
        return super().answers(event).filter(answer=Answer.YES, updated_at__lt=since)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the people among them; guests get a kind of their own."""
        return Deelnemer.objects.filter(pk__in=self.answers(event).values("deelnemer"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each moment before each start that the meeting had."""
        start = datetime.fromisoformat(event.data["starts_at"])
        moment = moment_of(event.data)
        return f"rem:{event.object_id}:{start.timestamp():.0f}:{moment}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Return when the next moment, or the start, is so near that this one is confusing."""
        start = datetime.fromisoformat(event.data["starts_at"])
        return start - TOO_LATE[moment_of(event.data)]

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only for the start that it was planned for, and for who still comes."""
        if subject.is_cancelled:
            return "de bijeenkomst gaat niet door"
        start, moment = datetime.fromisoformat(delivery.data["starts_at"]), moment_of(delivery.data)
        if subject.starts_at != start or changed_again(delivery):
            return CHANGED_AGAIN
        if moment not in subject.reminders:
            return "de organisator wil deze herinnering niet meer"
        mine = subject.answer_of(delivery.reader)
        if mine is None or mine.answer != Answer.YES:
            return "heeft zich afgemeld"
        return "heeft pas nog geantwoord" if mine.updated_at > start - AHEAD[moment] else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add how soon it is, true at the moment of sending."""
        return super().context(delivery, subject) | _words(
            how_soon(subject.starts_at, timezone.now())
        )

    def example(self) -> dict[str, Any]:
        """The most common one: tomorrow."""
        return super().example() | _words(DAYS[1])


def _words(soon: str) -> dict[str, Any]:
    within_an_hour = soon in {"Over een uur", "Zo meteen"}
    until = "zo" if within_an_hour else "straks" if soon == DAYS[0] else soon.lower()
    return {"soon": soon, "until": until, "place_can_be_given": not within_an_hour}


def due_moment(meeting: Bijeenkomst, heard_at: datetime | None, now: datetime) -> Moment | None:
    """Return the nearest moment that came, unless it is too late or people heard since then."""
    for moment, ahead in AHEAD.items():
        came_at = meeting.starts_at - ahead
        if moment in meeting.reminders and came_at <= now:
            late = now >= meeting.starts_at - TOO_LATE[moment]
            heard = heard_at is not None and heard_at > came_at
            return None if late or heard else moment
    return None


@every_round
def announce_reminders() -> None:
    """Announce, once, each meeting of which the moment of a reminder came."""
    now = timezone.now()
    furthest = max(AHEAD.values())
    soon = Bijeenkomst.objects.filter(
        status=Status.PLANNED, starts_at__gt=now, starts_at__lte=now + furthest
    ).exclude(reminders=[])
    for meeting in soon:
        if due_moment(meeting, _heard_at(meeting), now):
            _announce(meeting.pk, now)


@transaction.atomic
def _announce(pk: int, now: datetime) -> None:
    """Look once more under lock; the question what people heard must come after it."""
    rows = Bijeenkomst.objects.filter(pk=pk, status=Status.PLANNED)
    meeting = rows.select_for_update(skip_locked=True).first()
    moment = meeting and due_moment(meeting, _heard_at(meeting), now)
    if meeting and moment:
        announce(
            kind="bijeenkomst.reminder",
            subject=meeting,
            actor=None,
            revision=meeting.revision,
            starts_at=meeting.starts_at.isoformat(),
            moment=moment.value,
        )


def _heard_at(meeting: Bijeenkomst) -> datetime | None:
    """Return when everybody who comes last got a mail about the meeting."""
    about = MessageEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(Bijeenkomst), object_id=meeting.pk
    )
    last = about.filter(kind__in=HEARD).order_by("-created_at").values_list("created_at", flat=True)
    return last.first()
