"""Meetings in calendars: iCalendar (RFC 5545) and invitations by mail (iMIP, RFC 6047).

The UID of a meeting never changes and its SEQUENCE only rises, so that every calendar keeps
one appointment up to date. An invitation names one person only: nobody sees who else comes.
"""

import re
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Bijeenkomst
from communities.enums import Visibility

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODID = "-//Nationaal Netwerk Brede Welvaart//Portaal//NL"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
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
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def invitation(bijeenkomst: Bijeenkomst, person: Any, method: str) -> bytes:
    """Return the invitation (REQUEST) or its withdrawal (CANCEL) for one person.

    The online link is in it only for somebody who said yes.
    """
    mine = bijeenkomst.answer_of(person)
    coming = mine is not None and mine.answer == Answer.YES
    event = _event(bijeenkomst, with_link=coming and method == REQUEST)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", _person(name, address))
    attendee = _person(person.get_full_name(), person.email)
    attendee.params |= {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED" if coming else "DECLINED",
        "RSVP": "FALSE",
    }
    event.add("attendee", attendee)
    if method == CANCEL:
        event["status"] = "CANCELLED"
    return _calendar(event, method)


def public_ics(bijeenkomst: Bijeenkomst) -> bytes:
    """Return the meeting as a file for anybody who may see it: no people, no online link."""
    return _calendar(_event(bijeenkomst, with_link=False))


def _calendar(event: Event, method: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    calendar.add_component(event)
    return calendar.to_ical()


def _event(bijeenkomst: Bijeenkomst, *, with_link: bool) -> Event:
    event = Event()
    event.add("uid", f"{bijeenkomst.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", bijeenkomst.sequence)
    event.add("dtstamp", timezone.now())
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
    """Return Dutch time, or UTC in the hour that comes twice, where local time is not exact."""
    local = moment.astimezone(AMSTERDAM)
    return moment.astimezone(UTC) if local.fold else local


def _person(name: str, address: str) -> vCalAddress:
    calendar_address = vCalAddress(f"mailto:{CONTROL.sub('', address)}")
    calendar_address.params["CN"] = " ".join(_text(name).replace('"', "'").split())
    return calendar_address


def _text(text: str) -> str:
    """Return text with line feeds only; the library escapes the rest."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
