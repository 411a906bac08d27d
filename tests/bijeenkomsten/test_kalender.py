"""Calendar files: golden examples that two libraries read the same, and privacy."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar, Event

from bijeenkomsten import services
from bijeenkomsten.kalender import CANCEL, REQUEST, invitation, meeting_sequence, public_ics
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import tokens
from tests.bijeenkomsten.two_readers import Readers, two_readers
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MADE_AT = datetime(2027, 1, 5, 10, 30, tzinfo=UTC)
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


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with two_readers() as both:
        yield both


@pytest.fixture
def inbound(settings: Any) -> None:
    """Receive mail, with a code in the addresses that is the same on every machine."""
    settings.MAIL_IN_DOMAIN, settings.SECRET_KEY = "in.voorbeeld.nl", "golden"


def compare(name: str, ics: bytes, readers: Readers) -> dict[str, Any]:
    """Compare with a golden file, which has plain line ends; return what both libraries read."""
    assert ics.replace(b"\r\n", b"\n").decode() == (GOLDEN / name).read_text()
    return readers.read(ics)


def say_yes(bijeenkomst: Bijeenkomst, person: Deelnemer, **fields: Any) -> Aanmelding:
    return AanmeldingFactory(pk=4711, bijeenkomst=bijeenkomst, deelnemer=person, **fields)


@time_machine.travel(MADE_AT, tick=False)
def test_request_as_it_should_be(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers
) -> None:
    say_yes(bijeenkomst, person)
    read = compare("request.ics", invitation(bijeenkomst, person, REQUEST), readers)
    assert (read["method"], read["status"], read["sequence"]) == ("REQUEST", "CONFIRMED", 200)
    assert (read["start"], read["end"]) == (bijeenkomst.starts_at, bijeenkomst.ends_at)
    assert (read["stamp"], read["modified"]) == (MADE_AT, bijeenkomst.updated_at)
    assert read["attendees"] == [
        {
            "address": "mailto:noor@voorbeeld.nl",
            "name": "Noor Voorbeeld",
            "partstat": "ACCEPTED",
            "rsvp": "FALSE",
        }
    ]


@time_machine.travel(MADE_AT, tick=False)
def test_request_asks_for_an_answer_when_mail_can_come_in(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers, inbound: None
) -> None:
    mine = say_yes(bijeenkomst, person)
    read = compare("request_rsvp.ics", invitation(bijeenkomst, person, REQUEST), readers)
    [organizer], [attendee] = read["organizers"], read["attendees"]
    assert organizer["address"] == f"mailto:{tokens.address(tokens.CALENDAR, mine.pk)}"
    assert tokens.read_address(organizer["address"].removeprefix("mailto:")) == (
        tokens.CALENDAR,
        mine.pk,
    )
    assert organizer["name"] == "Netwerk Brede Welvaart"
    assert (attendee["partstat"], attendee["rsvp"]) == ("ACCEPTED", "TRUE")


@time_machine.travel(MADE_AT, tick=False)
def test_update_as_it_should_be(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers, inbound: None
) -> None:
    say_yes(bijeenkomst, person)
    bijeenkomst.starts_at += timedelta(days=7)
    bijeenkomst.ends_at += timedelta(days=7)
    bijeenkomst.place, bijeenkomst.sequence = "Het Andere Huis, Zwolle", 3
    read = compare("update.ics", invitation(bijeenkomst, person, REQUEST), readers)
    assert (read["method"], read["sequence"], read["start"].day) == ("REQUEST", 300, 4)


@time_machine.travel(MADE_AT, tick=False)
def test_cancel_as_it_should_be(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers, inbound: None
) -> None:
    say_yes(bijeenkomst, person)
    bijeenkomst.status, bijeenkomst.sequence = "cancelled", 3
    read = compare("cancel.ics", invitation(bijeenkomst, person, CANCEL), readers)
    assert (read["method"], read["status"], read["sequence"]) == ("CANCEL", "CANCELLED", 300)


@time_machine.travel(MADE_AT, tick=False)
def test_withdrawal_of_one_person_as_it_should_be(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers
) -> None:
    say_yes(bijeenkomst, person, answer="no")
    read = compare("withdrawal.ics", invitation(bijeenkomst, person, CANCEL), readers)
    assert (read["method"], read["sequence"]) == ("CANCEL", 201), "later than the invitation"
    assert read["attendees"][0]["partstat"] == "DECLINED"


@time_machine.travel(MADE_AT, tick=False)
def test_meeting_of_two_days_as_it_should_be(
    bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers
) -> None:
    say_yes(bijeenkomst, person)
    bijeenkomst.ends_at += timedelta(days=1)
    read = compare("two_days.ics", invitation(bijeenkomst, person, REQUEST), readers)
    assert (read["start"], read["end"]) == (bijeenkomst.starts_at, bijeenkomst.ends_at)


@time_machine.travel(MADE_AT, tick=False)
@pytest.mark.parametrize(
    ("name", "start"),
    [
        # From 1.30 to 4.30 in the night that summer time begins: two hours on the clock.
        ("spring.ics", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        # From 1.30 to 2.30, the second time: only UTC can say so.
        ("autumn.ics", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        # From 2.30, the first time, to 3.30.
        ("autumn_first.ics", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_nights_that_the_clock_changes_as_they_should_be(
    name: str, start: datetime, bijeenkomst: Bijeenkomst, person: Deelnemer, readers: Readers
) -> None:
    say_yes(bijeenkomst, person)
    bijeenkomst.starts_at, bijeenkomst.ends_at = start, start + timedelta(hours=2)
    read = compare(name, invitation(bijeenkomst, person, REQUEST), readers)
    assert (read["start"], read["end"]) == (start, start + timedelta(hours=2))


@time_machine.travel(MADE_AT, tick=False)
def test_public_file_as_it_should_be(bijeenkomst: Bijeenkomst, readers: Readers) -> None:
    read = compare("public.ics", public_ics(bijeenkomst), readers)
    assert (read["method"], read["attendees"], read["organizers"]) == ("", [], [])


def test_uid_and_organizer_stay_and_sequence_follows_the_meeting_and_the_person(
    bijeenkomst: Bijeenkomst, person: Deelnemer, organisator: Deelnemer, inbound: None
) -> None:
    """Through a move, a sign-off, a sign-on, a cancellation and a restoration."""
    told = []

    def tell(method: str) -> None:
        current = Bijeenkomst.objects.get(pk=bijeenkomst.pk)
        told.append(event_of(invitation(current, person, method)))

    def answer(said: str) -> None:
        services.answer(actor=person, bijeenkomst=bijeenkomst, answer=said)

    with time_machine.travel(MADE_AT, tick=False):
        answer("yes")
        tell(REQUEST)
        services.update_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst, place="Elders")
        tell(REQUEST)
        answer("no")
        tell(CANCEL)
        answer("yes")
        tell(REQUEST)
        answer("maybe")
        tell(CANCEL)
        services.cancel_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst, reason="Ziek.")
        tell(CANCEL)
        services.restore_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst)
        answer("yes")
        tell(REQUEST)
        services.cancel_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst, reason="Ziek.")
        tell(CANCEL)
    numbers = [int(each["SEQUENCE"]) for each in told]
    assert numbers == [200, 300, 301, 302, 303, 403, 504, 604]
    assert [meeting_sequence(number) for number in numbers] == [2, 3, 3, 3, 3, 4, 5, 6]
    assert {str(each["UID"]) for each in told} == {f"{bijeenkomst.uid}@testserver"}
    assert len({str(each["ORGANIZER"]) for each in told}) == 1


def test_two_people_have_organizers_of_their_own(
    bijeenkomst: Bijeenkomst, person: Deelnemer, inbound: None
) -> None:
    other = AanmeldingFactory(bijeenkomst=bijeenkomst).deelnemer
    AanmeldingFactory(bijeenkomst=bijeenkomst, deelnemer=person)
    mine, theirs = (invitation(bijeenkomst, who, REQUEST) for who in (person, other))
    assert event_of(mine)["ORGANIZER"] != event_of(theirs)["ORGANIZER"]


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
