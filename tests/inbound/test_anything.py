"""Whatever the bytes are: nothing crashes, and nothing is done for who is not the person."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bijeenkomsten.models import Aanmelding
from communities.models import Deelnemer, Reactie
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound import Letter, handle_due, receive, stop_reason
from netwerk.kern.berichten.inbound.quotes import answer_in
from netwerk.kern.berichten.inbound.reports import read_report
from netwerk.kern.berichten.models import Delivery, FailedAddress, InboundMail, State
from tests.factories import AanmeldingFactory, BijeenkomstFactory
from tests.inbound.conftest import LETTERS

MAILS = [path.read_bytes() for path in sorted(LETTERS.glob("*.eml"))]
NAMES = (
    "From",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "Subject",
    "Message-ID",
    "Return-Path",
    "Auto-Submitted",
    "X-Failed-Recipients",
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=x",
            b"multipart/report; report-type=delivery-status; boundary=x",
            b"message/delivery-status",
            b"message/rfc822",
            b"text/html; charset=utf-7",
            b"text/calendar; method=REPLY",
            b"base64",
            b"quoted-printable",
            b"x-uuencode",
            b"attachment; filename*0*=utf-8''%ff; filename=\"x.ics\"",
            b"=?utf-8?b?////?= <@>",
            b"(((",
            b'"a" <a@b>, , <>',
            b"=?x?q?=00?=",
        ]
    ),
)
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)
BODIES = st.one_of(
    st.binary(max_size=400),
    st.lists(
        st.sampled_from(
            [
                b"--x",
                b"--x--",
                b"",
                b"Action: failed",
                b"Status: 5.1.1",
                b"BEGIN:VCALENDAR",
                b"METHOD:REPLY",
                b"BEGIN:VEVENT",
                b"ATTENDEE;PARTSTAT=DECLINED:x",
                b"SEQUENCE:999999999999999999999",
                b"END:VEVENT",
                b"END:VCALENDAR",
                b"Content-Type: text/html",
                b"<blockquote><p>&#0;&#xD800;",
                b"> Op 24-11-2026 schreef x:",
                b"\xff\x00\xfe",
            ]
        ),
        max_size=20,
    ).map(b"\r\n".join),
)


@st.composite
def mails(draw: Any) -> bytes:
    """Make a mail: bytes, headers that nobody should write, or a good one that was damaged."""
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return draw(st.binary(max_size=300))
    if kind == 1:
        lines = [name.encode() + b": " + value for name, value in draw(HEADERS)]
        return b"\r\n".join(lines) + b"\r\n\r\n" + draw(BODIES)
    mail = bytearray(draw(st.sampled_from(MAILS)))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(mail) - 1))
        mail[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=6))
    return bytes(mail)


@given(mails())
@settings(max_examples=300, deadline=None)
def test_reading_never_fails(raw: bytes) -> None:
    letter = Letter.read(raw)
    letter.senders()
    letter.has_attachments()
    stop_reason(letter)
    read_report(letter)
    assert "\x00" not in answer_in(letter.text())


@pytest.mark.django_db
@given(mails())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_is_posted_or_signed_off_and_every_mail_gets_an_outcome(
    delivery: Delivery, deelnemer: Deelnemer, raw: bytes
) -> None:
    if not Aanmelding.objects.exists():
        AanmeldingFactory(bijeenkomst=BijeenkomstFactory(), deelnemer=deelnemer)
    mine = Aanmelding.objects.get()
    places = {tokens.REPLY: delivery.pk, tokens.CALENDAR: mine.pk, tokens.BOUNCE: 10**9}
    InboundMail.objects.all().delete()
    receive(raw, [tokens.address(purpose, number) for purpose, number in places.items()])
    assert handle_due() == 3
    left = InboundMail.objects.values_list("outcome", "reason")
    assert {outcome for outcome, _ in left} <= {"refused", "ignored"}, list(left)
    assert all(reason for _, reason in left)
    assert Reactie.objects.count() == 1
    assert Aanmelding.objects.get().answer == "yes"
    assert (Delivery.objects.get(pk=delivery.pk).state, FailedAddress.objects.count()) == (
        State.SENT,
        0,
    )


@pytest.mark.parametrize("depth", [10, 2_000])
def test_parts_within_parts_are_read_to_a_depth(depth: int) -> None:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    raw = f"From: a@voorbeeld.nl\r\n{head}Content-Type: text/plain\r\n\r\nHoi".encode()
    assert Letter.read(raw).text() in {"Hoi", ""}


def test_ten_thousand_parts_are_not_all_read() -> None:
    part = "--x\r\nContent-Type: text/plain\r\n\r\nhoi\r\n"
    raw = f"Content-Type: multipart/mixed; boundary=x\r\n\r\n{part * 10_000}--x--".encode()
    assert len(Letter.read(raw).parts()) == 200
