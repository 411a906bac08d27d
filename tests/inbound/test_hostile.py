"""Mail that was made to keep us busy, or to be somebody else."""

import logging
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bijeenkomsten.inbound import TOO_MANY, read_reply
from casussen.models import Casus
from communities.models import Community, Deelnemer, Gesprek
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound import Letter, handle_due, handlers, receive, stop_reason
from netwerk.kern.berichten.inbound.html_text import to_text
from netwerk.kern.berichten.inbound.quotes import answer_in
from netwerk.kern.berichten.inbound.reports import read_report
from netwerk.kern.berichten.mail import message_id
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome
from tests.factories import AanmeldingFactory, BijeenkomstFactory
from tests.inbound.conftest import answers, letter, outcome, plain, take_in
from tests.inbound.test_answers import STRANGER, mails_to

PATIENCE = 20.0  # seconds of processor time; each of these took minutes, or for ever
HEAD = b"From: a@voorbeeld.nl\r\nSubject: hoi\r\n"
PARAMETERS = b"; ".join(b"a%d=b" % number for number in range(20_000))


def nested(depth: int, inside: bytes) -> bytes:
    """Return a mail of parts within parts."""
    heads = (
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
        for number in range(depth)
    )
    return HEAD + b"".join(heads) + b"\r\n" + inside


HOSTILE = {
    "a long From": b"From: " + b"a@voorbeeld.nl, " * 50_000 + b"\r\n\r\nhoi",
    "a long Subject": b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nhoi",
    "a long type": HEAD + b"Content-Type: text/plain; " + PARAMETERS + b"\r\n\r\nhoi",
    "many long types": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + (b"--b\r\nContent-Type: text/html; " + PARAMETERS[:1_900] + b"\r\n\r\nhoi\r\n") * 490,
    "lines within parts": nested(19, b"-\n" * 2_000_000),
    "many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\n\n" * 900_000,
    "joined lines": HEAD
    + b"Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
    + b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \n" * 190_000,
    "a charset of domain names": HEAD
    + b"Content-Type: text/plain; charset=-punycode\r\n\r\n"
    + b"a" * 1_000_000,
    "comments that do not end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--a>" * 80_000,
    "tags that do not end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a b=" * 100_000,
    "quotations in quotations": HEAD
    + b"Content-Type: text/html\r\n\r\n"
    + b"<blockquote>" * 100_000,
    "many reports": b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 90_000,
    "a report of one word": b"From: mailer-daemon@x.nl\nSubject: undelivered\n\n" + b"a" * 20_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_no_mail_keeps_us_busy(raw: bytes, settings: Any) -> None:
    settings.MAIL_IN_DOMAIN = ""
    begin = time.process_time()
    if not receive(raw, []).too_large:
        letter = Letter.read(raw)
        stop_reason(letter)
        letter.senders()
        letter.has_attachments()
        read_report(letter)
        read_reply(letter)
        answer_in(letter.text())
    assert time.process_time() - begin < PATIENCE


def test_a_picture_in_a_page_and_a_smaller_than_leave_the_words() -> None:
    html = f'<p>Goed <img src="data:image/png;base64,{"A" * 9_000}"> plan, 1 < 2.</p><![if !x]>Ja'
    assert to_text(html) == "Goed plan, 1 < 2.\n\nJa"


def test_a_declaration_that_cannot_be_read_ends_the_words() -> None:
    assert to_text("<p>Goed plan.</p><![x y>Nee") == "Goed plan."


def test_a_part_with_too_long_a_name_is_still_a_file() -> None:
    name = "".join(f"; filename*{number}*={'%C3%A9' * 10}" for number in range(20))
    raw = HEAD + f"Content-Type: image/png{name}\r\n\r\nhoi".encode()
    letter = Letter.read(raw)
    assert (letter.message.get_content_type(), letter.has_attachments()) == ("image/png", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sender",
    [
        "{0} <boef@elders.nl>",
        "{0};boef@elders.nl",
        "{0} boef@elders.nl",
        "<{0}><boef@elders.nl>",
        "{0}:boef@elders.nl;",
        "groep: {0};",
        "{0} (\r\n boef@elders.nl)",
    ],
)
def test_a_sender_that_can_be_read_in_two_ways_is_nobody(
    sender: str, address: str, deelnemer: Deelnemer
) -> None:
    mail = take_in(plain("Ik ben het.", sender=sender.format(deelnemer.email)), address)
    assert (outcome(mail), answers()) == (STRANGER, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sender",
    ["{0}", "<{0}>", "Dana de Boer <{0}>", '"Boer, D: de" <{0}>', "=?utf-8?q?Boer=2C_D?= <{0}>"],
)
def test_a_sender_as_programs_write_it_is_somebody(
    sender: str, address: str, deelnemer: Deelnemer
) -> None:
    take_in(plain("Ik ben het.", sender=sender.format(deelnemer.email)), address)
    assert answers() == ["Ik ben het."]


@pytest.mark.django_db
def test_a_refusal_does_not_name_what_cannot_be_seen_any_more(
    address: str,
    delivery: Delivery,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    Gesprek.objects.update(closed_at=timezone.now())
    assert take_in(plain("Goed plan.", sender=deelnemer.email), address).outcome == "refused"
    Casus.objects.update(casushouder=organisator)
    deelnemer.lidmaatschappen.all().delete()
    [told] = mails_to(deelnemer, mailoutbox)
    assert told.subject == "Je mail is niet verwerkt"
    assert "Goed plan." in told.body
    assert "Leerplekken" not in told.message().as_string()
    assert f"/reacties/{delivery.data['reactie_id']}/" not in told.body
    assert "http://testserver/mijn/" in told.body


@pytest.mark.django_db
def test_a_calendar_gone_mad_gets_one_mail_about_it(
    deelnemer: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    past = timezone.now() - timedelta(days=1)
    meeting = BijeenkomstFactory(
        community=community, starts_at=past - timedelta(hours=2), ends_at=past
    )
    mine = AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    address = tokens.address(tokens.CALENDAR, mine.pk)
    filled = {"uid": f"{meeting.uid}@testserver", "sequence": "900000"}
    raw = letter("calendar_outlook_declined", sender=deelnemer.email, to=address, **filled)
    for number in range(25):
        take_in(raw.replace(b"Message-ID: <", b"Message-ID: <%d" % number), address)
    reasons = InboundMail.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Deze bijeenkomst is al geweest."] * 20 + [TOO_MANY] * 5
    assert len(mails_to(deelnemer, mailoutbox)) == 21


def test_nobody_can_work_out_a_message_id(settings: Any) -> None:
    mine = message_id("rea:1:2")
    assert mine == message_id("rea:1:2")
    settings.SECRET_KEY = "een andere sleutel"
    assert mine != message_id("rea:1:2")


def test_the_log_does_not_say_who_mails_whom() -> None:
    assert not logging.getLogger("mail.log").isEnabledFor(logging.ERROR)


@pytest.mark.django_db
def test_a_mail_that_no_process_survives_is_given_up(
    address: str, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(mail: InboundMail, letter: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setitem(handlers._handlers, tokens.BOUNCE, dies)
    receive(b"Subject: x\r\n\r\nhoi", [tokens.address(tokens.BOUNCE, 1)])
    receive(plain("Goed plan.", sender=deelnemer.email), [address])
    with pytest.raises(KeyboardInterrupt):
        handle_due()
    handle_due()
    assert answers() == ["Goed plan."], "it does not come first again"
    poison = InboundMail.objects.filter(purpose=tokens.BOUNCE)
    for _ in range(4):
        poison.update(due_at=timezone.now() - timedelta(seconds=1))
        with pytest.raises(KeyboardInterrupt):
            handle_due()
    poison.update(due_at=timezone.now() - timedelta(seconds=1))
    assert handle_due() == 1
    assert outcome(poison.get()) == (Outcome.FAILED, "poging 5 brak af")
