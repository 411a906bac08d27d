"""Meetings in calendars: iCalendar (RFC 5545) and invitations by mail (iMIP, RFC 6047).

The UID of a meeting never changes and its SEQUENCE only rises, so that every calendar keeps
one appointment up to date. An invitation names one person only: nobody sees who else comes.

Who gets an invitation already said yes, so PARTSTAT is ACCEPTED: Google and Apple show it as
accepted, and Outlook, which reads that parameter only in a PUBLISH or REPLY ([MS-OXCICAL]
2.1.3.1.1.20.2.3), asks once more. The ORGANIZER is an address of this one sign-up, where a
calendar's answer is understood; so RSVP is TRUE, and declining in a calendar works. A site that
receives no mail asks for no answer (RSVP=FALSE). There is no VALARM: the owner of a calendar says
how it reminds, and we send reminders of our own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.moments import AMSTERDAM
from communities.enums import Visibility
from netwerk.kern.berichten import tokens

REQUEST, CANCEL = "REQUEST", "CANCEL"
PERSONAL = 100  # of the SEQUENCE; what is below it belongs to one person
PRODID = "-//Nationaal Netwerk Brede Welvaart//Portaal//NL"
REFRESH = timedelta(hours=1)  # how soon a calendar program may ask for a feed again
# Written by hand: the library writes lists of dates that end in 2038, with onsets that are an
# hour off. The last Sunday of March at 02:00 and of October at 03:00, local time before it.
VTIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # for one reader or another
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

ESCAPES = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}


def invitation(bijeenkomst: Bijeenkomst, person: Any, method: str) -> bytes:
    """Return the invitation (REQUEST) or its withdrawal (CANCEL) for one person.

    The online link is in it only for somebody who said yes.
    """
    mine = bijeenkomst.answer_of(person)
    coming = mine is not None and mine.answer == Answer.YES
    event = _event(
        bijeenkomst,
        with_link=coming and method == REQUEST,
        number=sequence(bijeenkomst, mine),
    )
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    answers = tokens.address(tokens.CALENDAR, mine.pk) if mine else ""
    event.add("organizer", _person(name, answers or address))
    attendee = _person(person.get_full_name(), person.email)
    attendee.params |= {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": _partstat(mine, method),
        "RSVP": "TRUE" if answers and method == REQUEST else "FALSE",
    }
    event.add("attendee", attendee)
    if method == CANCEL:
        event["status"] = "CANCELLED"
    return _calendar(event, method)


def _partstat(mine: Aanmelding | None, method: str) -> str:
    """Return how it stands in the calendar; who is asked by a date poll still has to say."""
    if mine is not None and mine.asked and method == REQUEST:
        return "NEEDS-ACTION"
    return "ACCEPTED" if mine is not None and mine.answer == Answer.YES else "DECLINED"


def sequence(bijeenkomst: Bijeenkomst, mine: Aanmelding | None) -> int:
    """Return the SEQUENCE of the appointment in the calendar of one person.

    The hundreds rise with the meeting, the rest each time that this person signs off or on
    again: a REQUEST after a CANCEL must be the newer one (RFC 5546 2.1.5).
    """
    own = 0
    if mine is not None and mine.generation:
        own = 2 * mine.generation - (2 if mine.answer == Answer.YES else 1)
    return bijeenkomst.sequence * PERSONAL + min(own, PERSONAL - 1)


def meeting_sequence(sequence: int) -> int:
    """Return which ``sequence`` of the meeting stands in the SEQUENCE of a calendar file."""
    return sequence // PERSONAL


def public_ics(bijeenkomst: Bijeenkomst) -> bytes:
    """Return the meeting as a file for anybody who may see it: no people, no online link."""
    event = _event(bijeenkomst, with_link=False, number=sequence(bijeenkomst, None))
    return _calendar(event)


@dataclass(frozen=True)
class Entry:
    """One meeting in a feed; ``mine`` is the answer of whoever the feed belongs to."""

    bijeenkomst: Bijeenkomst
    mine: Aanmelding | None = None
    with_link: bool = False


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """Return meetings for a calendar program that asks for them again and again.

    The same UID and SEQUENCE as in the invitation, and no moment of now: what did not change is
    the same file. There is nobody in it, so no METHOD either: it asks for no answer.
    """
    calendar = _head()
    calendar.add("name", _text(name))  # RFC 7986
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", AMSTERDAM.key)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        meeting, mine = entry.bijeenkomst, entry.mine
        number = sequence(meeting, mine)
        event = _event(meeting, with_link=entry.with_link, number=number, stamp=meeting.updated_at)
        if mine is not None and mine.answer == Answer.MAYBE and not meeting.is_cancelled:
            event["status"] = "TENTATIVE"
        calendar.add_component(event)
    return calendar.to_ical()


def _calendar(event: Event, method: str = "") -> bytes:
    calendar = _head(method)
    calendar.add_component(event)
    return calendar.to_ical()


def _head(method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    return calendar


def _event(
    bijeenkomst: Bijeenkomst, *, with_link: bool, number: int, stamp: datetime | None = None
) -> Event:
    event = Event()
    event.add("uid", f"{bijeenkomst.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", number)
    event.add("dtstamp", stamp or timezone.now())
    event.add("last-modified", bijeenkomst.updated_at)
    event.add("dtstart", _moment(bijeenkomst.starts_at))
    event.add("dtend", _moment(bijeenkomst.ends_at))
    event.add("summary", _text(bijeenkomst.title))
    event.add("location", _text(bijeenkomst.where))
    event.add("description", _text(_description(bijeenkomst, with_link=with_link)))
    event.add("url", f"{settings.SITE_URL}{bijeenkomst.get_absolute_url()}")
    event.add("status", "CANCELLED" if bijeenkomst.is_cancelled else "CONFIRMED")
    return event


def _description(bijeenkomst: Bijeenkomst, *, with_link: bool) -> str:
    """Return a text without what is said inside a community, as mail may pass many hands."""
    parts = []
    if bijeenkomst.visibility == Visibility.PUBLIC:
        parts.append(bijeenkomst.goal)
    if with_link and bijeenkomst.online_link:
        parts.append(f"Online meedoen: {bijeenkomst.online_link}")
    parts.append(f"Programma en aanmelden: {settings.SITE_URL}{bijeenkomst.get_absolute_url()}")
    return "\n\n".join(parts)


def _moment(moment: datetime) -> datetime:
    """Return Dutch time, or UTC in the two hours that have the same name.

    RFC 5545 says that the first of them is meant; not every calendar takes it so.
    """
    local = moment.astimezone(AMSTERDAM)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return moment.astimezone(UTC) if twice else local


def _person(name: str, address: str) -> vCalAddress:
    """Return somebody with a name; what a name cannot hold in a parameter becomes alike."""
    calendar_address = vCalAddress(f"mailto:{CONTROL.sub('', address)}")
    shown = " ".join(_text(name).translate({ord('"'): "'", ord("\\"): "/"}).split())
    if shown:
        calendar_address.params["CN"] = shown
    return calendar_address


class _Text(vText):
    r"""A text that escapes itself: the library makes a line end of the two characters ``\N``."""

    def to_ical(self) -> bytes:
        """Escape as RFC 5545 3.3.11 says."""
        return str(self).translate(ESCAPES).encode()


def _text(text: str) -> _Text:
    """Return text in which every line end is a line feed, without control characters."""
    return _Text(CONTROL.sub("", LINE_ENDS.sub("\n", text.replace("\t", " "))))
