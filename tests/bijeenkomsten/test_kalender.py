"""Calendar files: golden examples, privacy, escaping and folding, summer time."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bijeenkomsten.kalender import CANCEL, REQUEST, invitation, public_ics
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LINK = "https://video.voorbeeld.nl/geheim"


@pytest.fixture
def person() -> Deelnemer:
    return DeelnemerFactory(first_name="Noor", last_name="Voorbeeld", email="noor@voorbeeld.nl")


@pytest.fixture
def bijeenkomst(community: Community) -> Bijeenkomst:
    with time_machine.travel(datetime(2027, 1, 4, 8, 0, tzinfo=UTC), tick=False):
        return BijeenkomstFactory(
            uid=uuid.UUID("0b1f7a60-7a0e-4d7e-9c53-2f1d3c5a9e11"),
            slug="werkatelier",
            title="Werkatelier: kiezen; waar je op inzet, en waarom je dat doet – met 12 mensen",
            community=community,
            starts_at=datetime(2027, 1, 28, 9, 0, tzinfo=UTC),
            ends_at=datetime(2027, 1, 28, 14, 30, tzinfo=UTC),
            place="De Voorbeeldzaal, Stationsplein 1, Zwolle",
            online_link=LINK,
            sequence=2,
        )


def event_of(ics: bytes) -> Event:
    [event] = Calendar.from_ical(ics).walk("VEVENT")
    return event


def compare(name: str, ics: bytes) -> None:
    """Compare with a golden file, which has plain line ends."""
    assert ics.replace(b"\r\n", b"\n").decode() == (GOLDEN / name).read_text()
    assert ics.count(b"\r\n") == ics.count(b"\n")


@time_machine.travel(datetime(2027, 1, 5, 10, 30, tzinfo=UTC), tick=False)
def test_request_as_it_should_be(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    AanmeldingFactory(bijeenkomst=bijeenkomst, deelnemer=person)
    compare("request.ics", invitation(bijeenkomst, person, REQUEST))


@time_machine.travel(datetime(2027, 1, 5, 10, 30, tzinfo=UTC), tick=False)
def test_cancel_as_it_should_be(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    AanmeldingFactory(bijeenkomst=bijeenkomst, deelnemer=person, answer="no")
    compare("cancel.ics", invitation(bijeenkomst, person, CANCEL))


@time_machine.travel(datetime(2027, 1, 5, 10, 30, tzinfo=UTC), tick=False)
def test_public_file_as_it_should_be(bijeenkomst: Bijeenkomst) -> None:
    compare("public.ics", public_ics(bijeenkomst))


def test_uid_stays_and_sequence_follows_the_meeting(
    bijeenkomst: Bijeenkomst, person: Deelnemer
) -> None:
    first = event_of(invitation(bijeenkomst, person, REQUEST))
    bijeenkomst.sequence = 5
    second = event_of(invitation(bijeenkomst, person, CANCEL))
    assert first["UID"] == second["UID"] == f"{bijeenkomst.uid}@testserver"
    assert (int(first["SEQUENCE"]), int(second["SEQUENCE"])) == (2, 5)


def test_cancelled_meeting_is_cancelled_in_the_public_file_too(bijeenkomst: Bijeenkomst) -> None:
    assert event_of(public_ics(bijeenkomst))["STATUS"] == "CONFIRMED"
    bijeenkomst.status = "cancelled"
    assert event_of(public_ics(bijeenkomst))["STATUS"] == "CANCELLED"


def test_nobody_sees_who_else_comes(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    AanmeldingFactory(bijeenkomst=bijeenkomst, deelnemer=person)
    other = AanmeldingFactory(bijeenkomst=bijeenkomst).deelnemer
    for ics in (invitation(bijeenkomst, person, REQUEST), public_ics(bijeenkomst)):
        assert other.email.encode() not in ics
        assert other.last_name.encode() not in ics
    attendees = event_of(invitation(bijeenkomst, person, REQUEST))["ATTENDEE"]
    assert attendees == f"mailto:{person.email}", "one value, not a list"


@pytest.mark.parametrize(
    ("answer", "method", "shown"),
    [
        ("yes", REQUEST, True),
        ("maybe", REQUEST, False),
        ("no", REQUEST, False),
        ("yes", CANCEL, False),
        ("", REQUEST, False),
    ],
)
def test_online_link_is_only_for_who_comes(
    answer: str, method: str, shown: bool, bijeenkomst: Bijeenkomst, person: Deelnemer
) -> None:
    if answer:
        AanmeldingFactory(bijeenkomst=bijeenkomst, deelnemer=person, answer=answer)
    ics = invitation(bijeenkomst, person, method)
    assert (LINK in str(event_of(ics)["DESCRIPTION"])) is shown
    assert (b"video.voorbeeld" in ics) is shown


def test_public_file_never_has_the_online_link(bijeenkomst: Bijeenkomst) -> None:
    assert b"video.voorbeeld" not in public_ics(bijeenkomst)


@pytest.mark.parametrize(
    ("visibility", "shown"), [("community", False), ("network", False), ("public", True)]
)
def test_goal_leaves_the_site_only_when_it_is_public(
    visibility: str, shown: bool, bijeenkomst: Bijeenkomst, person: Deelnemer
) -> None:
    bijeenkomst.visibility = visibility
    for ics in (invitation(bijeenkomst, person, REQUEST), public_ics(bijeenkomst)):
        assert (bijeenkomst.goal in str(event_of(ics)["DESCRIPTION"])) is shown


PROPERTIES = [
    "ATTENDEE",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "LAST-MODIFIED",
    "LOCATION",
    "ORGANIZER",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "UID",
    "URL",
]
texts = st.text(max_size=300).map(str.strip).filter(bool)


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=texts, place=st.text(max_size=200), name=texts)
def test_any_text_comes_back_and_injects_nothing(
    title: str, place: str, name: str, bijeenkomst: Bijeenkomst, person: Deelnemer
) -> None:
    bijeenkomst.title, bijeenkomst.place, bijeenkomst.online_link = title, place, ""
    person.first_name, person.infix, person.last_name = name, "", ""
    ics = invitation(bijeenkomst, person, REQUEST)
    assert max(len(line) for line in ics.split(b"\r\n")) <= 75
    event = event_of(ics)
    assert str(event["SUMMARY"]) == as_stored(title)
    assert str(event["LOCATION"]) == as_stored(place)
    assert sorted(event) == PROPERTIES
    assert len(Calendar.from_ical(ics).walk()) == 5


def as_stored(text: str) -> str:
    """Return what may be kept of a text in a calendar: no control characters but line feeds."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in flat if c == "\n" or not (ord(c) < 32 or ord(c) == 127))


@pytest.mark.parametrize(
    "nasty",
    [
        "Titel\r\nATTENDEE:mailto:iemand@voorbeeld.nl",
        "Titel\nEND:VEVENT\nBEGIN:VALARM",
        "a,b;c\\d:e",
        "\\n is geen regeleinde",
        "👩‍🏫" * 60,
        "x" * 10_000,
    ],
)
def test_nasty_text_round_trips(nasty: str, bijeenkomst: Bijeenkomst) -> None:
    bijeenkomst.title = nasty
    event = event_of(public_ics(bijeenkomst))
    assert str(event["SUMMARY"]) == nasty.replace("\r\n", "\n")
    assert "ATTENDEE" not in event


half_hours = st.integers(min_value=0, max_value=2 * 24 * 365 * 6)


@hypothesis_settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=half_hours)
def test_every_moment_comes_back_exactly(number: int, bijeenkomst: Bijeenkomst) -> None:
    check_moment(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * number), bijeenkomst)


@pytest.mark.parametrize("hour", range(-2, 3))
@pytest.mark.parametrize(
    "change", [datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)]
)
def test_moments_around_the_change_of_the_clock(
    change: datetime, hour: int, bijeenkomst: Bijeenkomst
) -> None:
    for minutes in (0, 30):
        check_moment(change + timedelta(hours=hour, minutes=minutes), bijeenkomst)


def check_moment(moment: datetime, bijeenkomst: Bijeenkomst) -> None:
    bijeenkomst.starts_at, bijeenkomst.ends_at = moment, moment + timedelta(hours=2)
    event = event_of(public_ics(bijeenkomst))
    start: Any = event["DTSTART"]
    assert start.dt.astimezone(UTC) == moment
    assert event["DTEND"].dt.astimezone(UTC) == moment + timedelta(hours=2)
    if not moment.astimezone(AMSTERDAM).fold:
        assert start.params["TZID"] == "Europe/Amsterdam"


def test_own_timezone_says_what_python_says() -> None:
    from icalendar import Timezone

    from bijeenkomsten.kalender import VTIMEZONE

    zone = Timezone.from_ical(VTIMEZONE).to_tz()
    for year in range(2026, 2046):
        for month in range(1, 13):
            for day in (1, 15, 28):
                noon = datetime(year, month, day, 12, 0)
                mine = noon.replace(tzinfo=zone).utcoffset()
                assert mine == noon.replace(tzinfo=AMSTERDAM).utcoffset(), noon
