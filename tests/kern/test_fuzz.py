"""Anything at all into what reads text and files of strangers: `make fuzz ROUNDS=20000`.

In `make test` a few seconds of it; how the long one went is in docs/reliability.md.
"""

import contextlib
import os
import time
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import nh3
import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar

from bijeenkomsten.inbound import read_reply
from bijeenkomsten.kalender import public_ics
from bijeenkomsten.models import Bijeenkomst
from netwerk.kern.berichten.inbound import Letter
from netwerk.kern.bijlagen import controle
from netwerk.kern.tekst import opmaak
from netwerk.kern.zoeken import vraag
from tests.bijlagen import bestanden

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "40"))
FUZZ = hypothesis_settings(
    max_examples=ROUNDS,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
)
LONGEST = 1.0  # second for one input; the promise of docs/reliability.md

# A grammar of what attacks are made of: ways to begin a tag, to run something, and to hide it.
TAG = ["script", "svg", "img", "a", "math", "iframe", "style", "object", "details", "form", "base"]
HANDLER = ["onerror", "onload", "onclick", "onfocus", "ontoggle", "formaction", "srcdoc", "style"]
SCHEME = ["javascript:", "JaVa\tScRiPt:", "data:text/html,", "vbscript:", "&#106;avascript:", "//"]
RUN = ["window.x=1", "alert`1`", "expression(1)", "url(javascript:1)", "</script>", "-->", "]]>"]
SIGNS = [*"<>\"'=/()[]!*_`|\\&;: \n\t", "\x00", "\u202e", "\u2028", "\ufeff", ":::vertrouwelijk\n"]
PIECE = st.one_of(
    st.sampled_from([*TAG, *HANDLER, *SCHEME, *RUN, *SIGNS]),
    st.sampled_from(SIGNS),
    st.text(max_size=8),
)
HOSTILE = st.lists(PIECE, max_size=40).map("".join)
LINKED = st.builds('[{}]({}{} "{}")'.format, PIECE, st.sampled_from(SCHEME), PIECE, PIECE)
TAGGED = st.builds(
    "<{} {}={}{}>".format, st.sampled_from(TAG), st.sampled_from(HANDLER), PIECE, HOSTILE
)
XSS = st.one_of(HOSTILE, LINKED, TAGGED, st.tuples(HOSTILE, LINKED, TAGGED).map("\n".join))
ADDRESSES = ("http://", "https://", "mailto:", "tel:", "/", "#")


class Active(HTMLParser):
    """Collects what a browser would run, or ask elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        if tag not in opmaak.TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(name)
            plain = (value or "").lower()
            if name == "href" and (not plain.startswith(ADDRESSES) or plain.startswith("//")):
                self.found.append(f"href {value}")
            if name == "src" and not opmaak.IMAGE.match(value or ""):
                self.found.append(f"src {value}")


def active(html: str) -> list[str]:
    """Return what is active in a piece of HTML of ours."""
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


def in_time(what: Any, *args: Any, **more: Any) -> Any:
    """Call it, and fail when one input keeps the machine busy.

    Twice, for the first time may hold a pause of Python itself (it collects what is not used).
    """
    start = time.process_time()
    try:
        return what(*args, **more)
    finally:
        if time.process_time() - start >= LONGEST:
            start = time.process_time()
            with contextlib.suppress(ValidationError):
                what(*args, **more)
            assert time.process_time() - start < LONGEST, args


@given(XSS)
@FUZZ
def test_fuzz_of_the_sanitiser(source: str) -> None:
    for confidential in (False, True):
        assert active(in_time(opmaak.render, source, confidential=confidential)) == []
    html = opmaak.render(source)
    again = nh3.clean(
        html,
        tags=opmaak.TAGS,
        attributes=opmaak.ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    assert again == html, "cleaned once more it is the same"
    drawn = in_time(opmaak.for_editor, source)
    assert active(drawn or "") == []
    assert active(opmaak.plain(source).replace("<", "&lt;")) == []
    try:
        kept = in_time(opmaak.clean, source)
    except ValidationError:
        return
    assert opmaak.clean(kept) == kept
    assert opmaak.render(kept) == html


@pytest.mark.django_db
@given(st.one_of(HOSTILE, st.text(max_size=200)))
@FUZZ
def test_fuzz_of_a_question(words: str) -> None:
    for asked in (vraag.ready, vraag.ready_for_titles):
        query = in_time(asked, words)
        assert query is None or len(query.text) < 20_000


LINES = [
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM"),
    *("METHOD:REPLY", "METHOD:REQUEST", "UID:a", "SEQUENCE:", "RRULE:FREQ=SECONDLY", " "),
    *("ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.nl", "ATTENDEE;EMAIL=", "DTSTART;TZID=Nergens:"),
    *('X-A;B="c', "DTSTART:99999999T999999Z", "DURATION:P9999999999999W", "TZOFFSETTO:+9999"),
]
IN_AN_EVENT = {
    *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"),
    *("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS"),
}
ICAL = st.lists(st.one_of(st.sampled_from(LINES), PIECE), max_size=40).map("\r\n".join)


@given(ICAL)
@FUZZ
def test_fuzz_of_a_calendar_that_comes_in(text: str) -> None:
    head = "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n"
    letter = Letter.read((head + text).encode("utf-8", "replace"))
    reply = in_time(read_reply, letter)
    assert reply is None or "METHOD:REPLY" in text


@given(HOSTILE, HOSTILE, ICAL)
@FUZZ
def test_fuzz_of_a_calendar_that_goes_out(title: str, place: str, goal: str) -> None:
    meeting = Bijeenkomst(
        title=title,
        place=place,
        goal=goal,
        slug="x",
        visibility="public",
        **dict.fromkeys(("starts_at", "ends_at", "updated_at"), datetime(2026, 10, 1, tzinfo=UTC)),
    )
    calendar: Any = Calendar.from_ical(in_time(public_ics, meeting))
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    event = calendar.subcomponents[1]
    assert event.subcomponents == []
    assert {*event} == IN_AN_EVENT


GOOD = [
    ("a.pdf", bestanden.pdf()),
    ("a.docx", bestanden.office()),
    ("a.odt", bestanden.office("odt")),
    ("a.png", bestanden.picture("PNG", (4, 4))),
    ("a.jpg", bestanden.picture("JPEG", (4, 4))),
    ("a.gif", bestanden.picture("GIF", (4, 4))),
    ("a.webp", bestanden.picture("WEBP", (4, 4))),
    ("a.csv", b"a;b\n1;2\n"),
    ("a.txt", b"tekst"),
]


@given(
    good=st.sampled_from(GOOD),
    name=st.one_of(st.none(), st.text(max_size=20), st.sampled_from([n for n, _ in GOOD])),
    cut=st.integers(0, 400),
    junk=st.one_of(
        st.binary(max_size=60), HOSTILE.map(lambda text: text.encode("utf-8", "replace"))
    ),
    instead=st.integers(0, 60),
)
@FUZZ
def test_fuzz_of_what_a_file_is(
    good: tuple[str, bytes], name: str | None, cut: int, junk: bytes, instead: int
) -> None:
    data = good[1][:cut] + junk + good[1][cut + instead :]
    try:
        checked = in_time(
            controle.check, BytesIO(data), good[0] if name is None else name, most=1_000_000
        )
    except ValidationError:
        return
    assert checked.media_type.split(";")[0] not in {"text/html", "image/svg+xml", "text/xml"}
    assert not set(checked.name) & set("/\\\x00\u202e")
    if checked.media_type.startswith("image/"):
        checked.content.seek(0)
        made = checked.content.read()
        assert b"<script" not in made
