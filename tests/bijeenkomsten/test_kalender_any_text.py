"""Calendar files and mails with whatever people type: nothing is injected, nothing is lost."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bijeenkomsten.kalender import CANCEL, REQUEST, invitation, public_ics
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.moments import local_moment
from bijeenkomsten.notifications.meetings import when
from communities.models import Community, Deelnemer
from tests.bijeenkomsten.two_readers import Readers, two_readers
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PROPERTIES = [
    "attendee",
    "description",
    "dtend",
    "dtstamp",
    "dtstart",
    "last-modified",
    "location",
    "organizer",
    "sequence",
    "status",
    "summary",
    "uid",
    "url",
]
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
NASTY = [
    "Titel\r\nATTENDEE:mailto:iemand@voorbeeld.nl",
    "Titel\nEND:VEVENT\nBEGIN:VALARM\nEND:VALARM",
    "Titel\u2028ATTENDEE:mailto:iemand@voorbeeld.nl\u2029END:VEVENT\x85END:VCALENDAR",
    'a,b;c\\d:e"f^g^nh\ti',
    "\\n is geen regeleinde, \\N ook niet",
    "👩‍🏫" * 60,
    "e\u0301\u0323" * 60,
    "\u202e\u2066rechts naar links\u2069 \ufeff \u200d",
    "x" * 10_000,
    ("é, " * 5_000)[:10_000].strip(),
]
pieces = st.one_of(
    st.sampled_from([*LINE_ENDS, "\r\n", *',;:\\"^', "\\n", "👩‍🏫", "e\u0301", "\x00", "\x07"]),
    st.sampled_from(["ATTENDEE:mailto:x@y.nl", "END:VEVENT", "BEGIN:VALARM", " ", "\t", "=", "^n"]),
    st.text(max_size=80),
)
texts = st.one_of(st.lists(pieces, max_size=40).map("".join), st.sampled_from(NASTY))
many = hypothesis_settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with two_readers() as both:
        yield both


@pytest.fixture
def person() -> Deelnemer:
    return DeelnemerFactory(first_name="Noor", last_name="Voorbeeld", email="noor@voorbeeld.nl")


@pytest.fixture
def bijeenkomst(community: Community, person: Deelnemer) -> Bijeenkomst:
    meeting = BijeenkomstFactory(community=community, visibility="public")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
    return meeting


def kept(text: str) -> str:
    """Return what may be kept of a text: every line end is a line feed, no control characters."""
    flat = text.replace("\r\n", "\n").replace("\t", " ")
    for end in LINE_ENDS:
        flat = flat.replace(end, "\n")
    return "".join(c for c in flat if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160))


@many
@given(title=texts, place=texts, goal=texts, name=texts, method=st.sampled_from([REQUEST, CANCEL]))
@example(title=NASTY[0], place=NASTY[1], goal=NASTY[8], name=NASTY[2], method=REQUEST)
@example(title=NASTY[3], place=NASTY[5], goal=NASTY[9], name=NASTY[3], method=CANCEL)
def test_any_text_comes_back_and_injects_nothing(
    title: str,
    place: str,
    goal: str,
    name: str,
    method: str,
    bijeenkomst: Bijeenkomst,
    person: Deelnemer,
    readers: Readers,
) -> None:
    bijeenkomst.title, bijeenkomst.place, bijeenkomst.goal = title, place, goal
    person.first_name, person.infix, person.last_name = name, "", ""
    read = readers.read(invitation(bijeenkomst, person, method))
    assert read["summary"] == kept(title)
    assert read["location"] == kept(place)
    assert read["description"].startswith(kept(goal))
    assert read["description"].count("Programma en aanmelden: ") == 1 + kept(goal).count(
        "Programma en aanmelden: "
    )
    assert (read["components"], read["inside"]) == (["vtimezone", "vevent"], [])
    assert read["calendar"] == ["method", "prodid", "version"]
    assert read["properties"] == PROPERTIES
    [attendee] = read["attendees"]
    assert attendee["address"] == "mailto:noor@voorbeeld.nl"
    shown = " ".join(kept(person.get_full_name()).replace('"', "'").replace("\\", "/").split())
    assert attendee["name"] == shown


@many
@given(title=texts, place=texts, goal=texts)
def test_any_text_in_the_public_file(
    title: str, place: str, goal: str, bijeenkomst: Bijeenkomst, readers: Readers
) -> None:
    bijeenkomst.title, bijeenkomst.place, bijeenkomst.goal = title, place, goal
    read = readers.read(public_ics(bijeenkomst))
    assert (read["summary"], read["location"]) == (kept(title), kept(place))
    assert (read["attendees"], read["organizers"], read["method"]) == ([], [], "")
    assert read["properties"] == [p for p in PROPERTIES if p not in {"attendee", "organizer"}]


# --- summer time and winter time --------------------------------------------------------------

half_hours = st.integers(min_value=0, max_value=2 * 24 * 365 * 5)
CHANGES = [
    datetime(year, month, day, 1, 0, tzinfo=UTC)
    for year, month, day in [
        (2026, 3, 29),
        (2026, 10, 25),
        (2027, 3, 28),
        (2027, 10, 31),
        (2028, 3, 26),
        (2028, 10, 29),
        (2029, 3, 25),
        (2029, 10, 28),
        (2030, 3, 31),
        (2030, 10, 27),
    ]
]
moments = st.one_of(
    half_hours.map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * n)),
    st.builds(
        lambda change, quarter: change + timedelta(minutes=15 * quarter),
        st.sampled_from(CHANGES),
        st.integers(min_value=-16, max_value=16),
    ),
)


@hypothesis_settings(many, max_examples=300)
@given(start=moments, minutes=st.integers(min_value=1, max_value=3 * 24 * 60))
@example(start=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), minutes=60)
@example(start=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), minutes=60)
@example(start=datetime(2027, 3, 28, 0, 30, tzinfo=UTC), minutes=60)
def test_file_page_and_mail_tell_the_same_moment(
    start: datetime, minutes: int, bijeenkomst: Bijeenkomst, readers: Readers
) -> None:
    bijeenkomst.starts_at, bijeenkomst.ends_at = start, start + timedelta(minutes=minutes)
    read = readers.read(public_ics(bijeenkomst))
    assert (read["start"], read["end"]) == (bijeenkomst.starts_at, bijeenkomst.ends_at)
    local = start.astimezone(AMSTERDAM)
    end = bijeenkomst.ends_at.astimezone(AMSTERDAM)
    page = Template("{% load bijeenkomsten %}{{ b|wanneer }}").render(Context({"b": bijeenkomst}))
    for text in (page, when(bijeenkomst)):
        day, clocks = text.split(", ", 1)
        assert re.search(r"\b(\d+) ", day)[1] == str(local.day)  # type: ignore[index]
        assert str(local.year) in day
        assert clocks.startswith(f"{local.hour}.{local.minute:02}")
        assert text.endswith(f"{end.hour}.{end.minute:02} uur")


@hypothesis_settings(many, max_examples=300)
@given(start=moments)
def test_form_takes_every_clear_moment_and_refuses_the_others(start: datetime) -> None:
    local = start.astimezone(AMSTERDAM)
    other = local.replace(fold=1 - local.fold)
    if local.utcoffset() != other.utcoffset():
        with pytest.raises(ValidationError) as refused:
            local_moment(local.date(), local.time().replace(fold=0))
        assert refused.value.code == "ambiguous"
    else:
        assert local_moment(local.date(), local.time()) == start


@given(
    day=st.sampled_from([change.date() for change in CHANGES[::2]]),
    minute=st.integers(min_value=0, max_value=59),
)
def test_form_refuses_every_moment_that_the_clock_skips(day: Any, minute: int) -> None:
    with pytest.raises(ValidationError) as refused:
        local_moment(day, datetime(2000, 1, 1, 2, minute).time())
    assert refused.value.code == "nonexistent"
