"""What really happened with meetings and people, and whether each mail tells just that.

The story is kept apart from the database: a mail is compared with what the test itself did.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar

from bijeenkomsten.models import Bijeenkomst
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.registry import get

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
AHEAD = {"7d": timedelta(days=7), "1d": timedelta(days=1), "1h": timedelta(hours=1)}
TOO_LATE = {"7d": timedelta(days=5), "1d": timedelta(hours=3), "1h": timedelta(0)}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Meeting:
    """A meeting as it is now."""

    row: Bijeenkomst
    start: datetime
    place: str
    link: str
    reminders: list[str]
    is_cancelled: bool = False
    cancel_sequence: int = 0
    changed_at: datetime = LONG_AGO  # the last move, cancellation or restoration
    heard_at: datetime = LONG_AGO  # the last move or restoration
    is_untold: bool = False  # another place or link when it was over

    @property
    def end(self) -> datetime:
        return self.start + timedelta(hours=2)

    @property
    def where(self) -> str:
        if self.link:
            return f"{self.place}, en online" if self.place else "Online"
        return self.place


@dataclass
class Person:
    """Somebody as they are now; ``lacked_at`` is when they last had no right or no account."""

    row: Deelnemer
    is_active: bool = True
    is_member: bool = True
    lacked_at: datetime = LONG_AGO
    wants: dict[str, str] = field(default_factory=dict)
    silent: set[Any] = field(default_factory=set)
    answers: dict[int, str] = field(default_factory=dict)
    answered_at: dict[int, datetime] = field(default_factory=dict)
    switched_at: dict[int, datetime] = field(default_factory=dict)  # to another answer

    @property
    def has_right(self) -> bool:
        return self.is_active and self.is_member


@dataclass
class Appointment:
    """What the calendar of one person was last told about one meeting."""

    method: str
    number: int
    shows: tuple[Any, ...]
    organizer: str


class Story:
    """Everybody and everything, and what the mail server accepted."""

    def __init__(self) -> None:
        self.meetings: dict[int, Meeting] = {}
        self.people: dict[str, Person] = {}
        self.accepted: Counter[str] = Counter()
        self.appointments: dict[tuple[str, int], Appointment] = {}
        self.invited: set[tuple[str, int]] = set()
        self.reminded: dict[tuple[str, int], datetime] = {}
        self.published: Counter[tuple[str, int]] = Counter()
        self.mails = 0

    def look(self, mail: Any) -> None:
        """Check a mail at the moment that the mail server accepts it."""
        self.mails += 1
        delivery = Delivery.objects.select_related("event").get(
            message_id=mail.extra_headers["Message-ID"]
        )
        [address] = mail.to
        person = self.people[address]
        assert delivery.person_id == person.row.pk
        self.accepted[delivery.dedupe_key] += 1
        assert self.accepted[delivery.dedupe_key] <= 1 + delivery.doubts, "a second time"
        assert not {"cc", "bcc"} & {name for name in ("cc", "bcc") if getattr(mail, name)}
        if delivery.kind == "overzicht":
            self._overview(mail, person)
            return
        if delivery.kind == "bijeenkomst.daily":
            self._daily(mail, person)
            return
        meeting = self.meetings[delivery.event.object_id]
        assert person.is_active
        assert person.is_member, delivery.kind
        if not get(delivery.kind).essential:
            assert person.wants.get(delivery.kind) != "never"
            assert not person.silent & {meeting.row.pk, "community"}
        self._truth(delivery.kind, mail, meeting)
        self._calendar(delivery.kind, mail, person, meeting)
        if delivery.kind == "bijeenkomst.reminder":
            self._reminder(delivery, mail, person, meeting)
        if delivery.kind == "bijeenkomst.published":
            self._published(person, meeting, delivery.doubts)

    def _published(self, person: Person, meeting: Meeting, doubts: int) -> None:
        assert not meeting.is_cancelled
        assert meeting.row.pk not in person.answers, "they know of it"
        told = (person.row.email, meeting.row.pk)
        self.published[told] += 1
        assert self.published[told] <= 1 + doubts, "mailed and in an overview, or twice in one"

    def _overview(self, mail: Any, person: Person) -> None:
        assert person.is_active
        found = [m for m in self.meetings.values() if f"\n{m.row.title}\n" in mail.body]
        assert found, "an overview of nothing"
        for meeting in found:
            assert person.is_member
            assert f"- Nieuwe bijeenkomst: {when(meeting)}\n" in mail.body
            self._published(person, meeting, 0)

    def _daily(self, mail: Any, person: Person) -> None:
        """It is about a day, and names meetings that there are; test_dagbericht asks the rest."""
        assert person.is_active
        assert person.is_member
        assert person.wants.get("bijeenkomst.daily") != "never"
        assert any(meeting.row.title in mail.body for meeting in self.meetings.values())

    def _truth(self, kind: str, mail: Any, meeting: Meeting) -> None:
        body = mail.body
        if kind == "bijeenkomst.cancelled":
            assert meeting.is_cancelled
            assert f"Was op: {when(meeting)}\n" in body
            return
        assert body.count("\nTijd: ") == 1
        assert f"\nTijd: {when(meeting)}\n" in body
        assert (f"\nWaar: {meeting.place}\n" in body) is bool(meeting.place)
        if kind != "bijeenkomst.unregistered":
            assert not meeting.is_cancelled

    def _calendar(self, kind: str, mail: Any, person: Person, meeting: Meeting) -> None:
        key = (person.row.email, meeting.row.pk)
        parts = [part for part in mail.alternatives if part.mimetype == "text/calendar"]
        comes = person.answers.get(meeting.row.pk) == "yes"
        if not parts:
            takes_back = {"bijeenkomst.cancelled", "bijeenkomst.unregistered"}
            assert not (kind in takes_back and key in self.invited), "it stays in a calendar"
            asks = {"bijeenkomst.registered", "bijeenkomst.moved", "bijeenkomst.restored"}
            assert not (kind in asks and comes), "an invitation is missing"
            return
        [part] = parts
        [attached] = mail.attachments
        assert attached.content == part.content.encode()
        told = self._appointment(part.content, person, meeting)
        assert mail.calendar_method == told.method
        assert told.method == ("REQUEST" if comes and not meeting.is_cancelled else "CANCEL")
        if told.method == "REQUEST":
            self.invited.add(key)
        before = self.appointments.get(key)
        if before is not None:
            newer = (told.method, told.shows) != (before.method, before.shows)
            assert told.number > before.number if newer else told.number >= before.number
            assert told.organizer == before.organizer
        self.appointments[key] = told

    def _appointment(self, content: str, person: Person, meeting: Meeting) -> Appointment:
        parsed = Calendar.from_ical(content)
        [event] = parsed.walk("VEVENT")
        shows = (
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
            str(event["LOCATION"]),
        )
        assert shows == shown_of(meeting)
        assert str(event["UID"]) == f"{meeting.row.uid}@testserver"
        assert str(event["ATTENDEE"]) == f"mailto:{person.row.email}"
        method = str(parsed["METHOD"])
        assert str(event["STATUS"]) == ("CONFIRMED" if method == "REQUEST" else "CANCELLED")
        assert (meeting.link in str(event["DESCRIPTION"])) or method == "CANCEL"
        return Appointment(method, int(event["SEQUENCE"]), shows, str(event["ORGANIZER"]))

    def _reminder(self, delivery: Delivery, mail: Any, person: Person, meeting: Meeting) -> None:
        key, now = (person.row.email, meeting.row.pk), timezone.now()
        moment, start = delivery.data["moment"], meeting.start
        assert datetime.fromisoformat(delivery.data["starts_at"]) == start
        assert person.answers[meeting.row.pk] == "yes"
        assert moment in meeting.reminders
        came_at = start - AHEAD[moment]
        assert came_at <= now < start - TOO_LATE[moment]
        assert person.answered_at[meeting.row.pk] <= came_at, "they just answered"
        assert meeting.heard_at <= came_at, "they just heard of a change"
        assert self.reminded.get(key, LONG_AGO) <= came_at, "they were just reminded"
        self.reminded[key] = now
        days = (start.astimezone(AMSTERDAM).date() - now.astimezone(AMSTERDAM).date()).days
        words = mail.subject.split(":")[0]
        left = start - now
        if words in {"Over een uur", "Zo meteen"}:
            assert left <= timedelta(minutes=75)
        else:
            expected = {"Vandaag": 0, "Morgen": 1, "Overmorgen": 2, "Over een week": 7}
            assert days == (expected[words] if words in expected else int(words.split()[1]))


def shown_of(meeting: Meeting) -> tuple[Any, ...]:
    """Return what an appointment must show."""
    return (meeting.start, meeting.end, meeting.where)


def when(meeting: Meeting) -> str:
    """Say when a meeting is, in Dutch, without the code that is tested."""
    begin, end = meeting.start.astimezone(AMSTERDAM), meeting.end.astimezone(AMSTERDAM)
    last = f"{end.hour}.{end.minute:02}"
    if begin.date() != end.date():
        last = f"{_day(end)}, {last}"
    return f"{_day(begin)} {begin.year}, {begin.hour}.{begin.minute:02} tot {last} uur"


def _day(moment: datetime) -> str:
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
