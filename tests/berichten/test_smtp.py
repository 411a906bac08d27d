"""What really goes over the wire, and what every answer of a mail server leads to."""

import re
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.utils import timezone

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import loop
from netwerk.kern.berichten.mail import message_id
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import Sink, free_port, smtp_settings
from tests.factories import BijeenkomstFactory, LidmaatschapFactory, begrip

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijeenkomst(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="Casustafel é, met een komma")


@pytest.fixture
def registered(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> Delivery:
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    assert plan_due() == 1
    return Delivery.objects.get()


def later(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())


def test_invitation_on_the_wire(sink: Sink, registered: Delivery, deelnemer: Deelnemer) -> None:
    outcome = send_due()
    assert (outcome.taken, outcome.sent) == (1, 1)
    [(recipients, raw)] = sink.ledger
    assert recipients == [deelnemer.email]
    [mail] = sink.mails()
    structure = [part.get_content_type() for part in mail.walk()]
    assert structure == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    text, html, calendar, attachment = [p for p in mail.walk() if not p.is_multipart()]
    assert calendar.get_params() == [
        ("text/calendar", ""),
        ("charset", "utf-8"),
        ("method", "REQUEST"),
    ]
    assert attachment.get_filename() == "uitnodiging.ics"
    content = attachment.get_payload(decode=True)
    assert calendar.get_payload(decode=True) == content
    assert re.findall(rb"^METHOD:(.*)\r$", content, re.MULTILINE) == [b"REQUEST"]
    assert mail["Message-ID"] == message_id(registered.dedupe_key) == registered.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == (deelnemer.email, None, None)
    assert mail["From"] == "Netwerk Brede Welvaart <netwerk@netwerk.voorbeeld.nl>"
    assert "je bent aangemeld" in text.get_content()
    assert "je bent aangemeld" in html.get_content()
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_sent_row_is_never_sent_again(sink: Sink, registered: Delivery) -> None:
    send_due()
    plan_due()
    assert send_due().taken == 0
    registered.refresh_from_db()
    assert (registered.state, registered.attempts, registered.reason) == (State.SENT, 1, "")
    assert registered.sent_at is not None
    assert len(sink.ledger) == 1


def test_every_person_gets_an_own_mail(sink: Sink, community: Community) -> None:
    people = {LidmaatschapFactory(community=community).deelnemer.email for _ in range(3)}
    organiser = LidmaatschapFactory(community=community, role="organiser").deelnemer
    meetings.schedule_bijeenkomst(
        actor=organiser,
        community=community,
        title="Casustafel",
        kind=begrip("bijeenkomstsoort", "casustafel"),
        goal="Kijken",
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=timezone.now() + timedelta(days=3, hours=1),
    )
    plan_due()
    Delivery.objects.update(due_at=timezone.now())
    send_due()
    assert sorted(to for to, _ in sink.ledger) == sorted([address] for address in people)
    for address in people:
        others = people - {address}
        [raw] = [raw for to, raw in sink.ledger if to == [address]]
        assert [other for other in others if other.encode() in raw] == []


def test_refused_for_good_is_bounced(sink: Sink, registered: Delivery) -> None:
    sink.on_rcpt = lambda address: f"550 5.1.1 {address} is onbekend"
    send_due()
    registered.refresh_from_db()
    assert (registered.state, registered.reason) == (State.BOUNCED, "geweigerd: 550 5.1.1")


def test_refused_for_now_is_tried_again(sink: Sink, registered: Delivery) -> None:
    sink.on_rcpt = lambda address: "450 4.2.1 later"
    now = timezone.now()
    send_due()
    registered.refresh_from_db()
    assert registered.state == State.RETRY
    assert registered.reason == "nu niet aangenomen: 450 4.2.1"
    assert timedelta(seconds=7) <= registered.due_at - now <= timedelta(seconds=25)
    assert send_due().taken == 0
    sink.on_rcpt = lambda address: None
    later(registered)
    assert send_due().sent == 1


def test_attempts_end_when_the_message_makes_no_sense_any_more(
    sink: Sink, registered: Delivery
) -> None:
    sink.on_data = lambda envelope: "451 4.3.0 later"
    Delivery.objects.update(expires_at=timezone.now() + timedelta(seconds=3))
    send_due()
    registered.refresh_from_db()
    assert (registered.state, registered.reason) == (State.DEAD, "nu niet aangenomen: 451 4.3.0")


def test_one_recipient_never_blocks_another(
    sink: Sink, bijeenkomst: Bijeenkomst, community: Community
) -> None:
    people = [LidmaatschapFactory(community=community).deelnemer for _ in range(4)]
    for person in people:
        meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")
    plan_due()
    answers = {people[0].email: "550 5.1.1 nee", people[1].email: "450 4.2.1 later"}
    sink.on_rcpt = answers.get
    send_due()
    states = [Delivery.objects.get(person=person).state for person in people]
    assert states == [State.BOUNCED, State.RETRY, State.SENT, State.SENT]


def test_line_dropped_after_acceptance_is_in_doubt_and_sent_with_the_same_id(
    sink: Sink, registered: Delivery
) -> None:
    sink.drop_after_data = True
    outcome = send_due()
    assert outcome.unreachable
    registered.refresh_from_db()
    assert (registered.state, registered.doubts) == (State.RETRY, 1)
    assert registered.reason == (
        "onduidelijk of poging 1 aankwam, opnieuw: verbinding weg: SMTPServerDisconnected"
    )
    sink.drop_after_data = False
    later(registered)
    send_due()
    registered.refresh_from_db()
    assert (registered.state, registered.doubts) == (State.SENT, 1)
    assert [mail["Message-ID"] for mail in sink.mails()] == [registered.message_id] * 2


def test_in_doubt_for_ever_ends_as_ambiguous(sink: Sink, registered: Delivery) -> None:
    sink.drop_after_data = True
    for _ in range(6):
        later(registered)
        send_due()
    registered.refresh_from_db()
    assert (registered.state, registered.doubts) == (State.AMBIGUOUS, 4)
    assert len(sink.ledger) == 4


def test_unreachable_server_burns_no_attempts(settings: Any, registered: Delivery) -> None:
    settings.MAILERS = smtp_settings(free_port())
    outcome = send_due()
    assert (outcome.taken, outcome.sent, outcome.unreachable) == (1, 0, True)
    registered.refresh_from_db()
    assert (registered.state, registered.attempts) == (State.PLANNED, 0)


def test_unusable_address_is_bounced_and_the_next_one_is_sent(
    sink: Sink, bijeenkomst: Bijeenkomst, community: Community, deelnemer: Deelnemer
) -> None:
    broken = LidmaatschapFactory(community=community).deelnemer
    for person in (broken, deelnemer):
        meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")
    plan_due()
    Deelnemer.objects.filter(pk=broken.pk).update(email="niet een adres")
    send_due()
    states = dict(Delivery.objects.values_list("person", "state"))
    assert states == {broken.pk: State.BOUNCED, deelnemer.pk: State.SENT}


@pytest.fixture
def silent() -> Iterator[int]:
    """Listen on a port, take connections and never say a word; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_server_that_says_nothing_is_left_after_the_timeout(
    silent: int, settings: Any, registered: Delivery, bijeenkomst: Bijeenkomst
) -> None:
    """Planning goes on meanwhile, no attempt is counted, and no row stays behind as leased."""
    settings.MAILERS = smtp_settings(silent)
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.3
    breaker = loop.Breaker()
    other = LidmaatschapFactory(community=bijeenkomst.community).deelnemer
    meetings.answer(actor=other, bijeenkomst=bijeenkomst, answer="yes")
    assert loop.sweep(breaker) == 0
    assert breaker.is_open
    rows = Delivery.objects.order_by("pk").values_list("state", "attempts", "lease_until")
    assert list(rows) == [(State.PLANNED, 0, None)] * 2


def test_server_that_falls_silent_halfway_leaves_one_row_in_doubt(
    sink: Sink, settings: Any, registered: Delivery, bijeenkomst: Bijeenkomst
) -> None:
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.5
    other = LidmaatschapFactory(community=bijeenkomst.community).deelnemer
    meetings.answer(actor=other, bijeenkomst=bijeenkomst, answer="yes")
    plan_due()
    answered = threading.Event()

    def hang(envelope: Any) -> None:
        answered.wait(20)

    sink.on_data = hang
    outcome = send_due()
    answered.set()
    assert (outcome.sent, outcome.unreachable) == (0, True)
    rows = Delivery.objects.order_by("pk").values_list("state", "doubts")
    assert list(rows) == [(State.RETRY, 1), (State.PLANNED, 0)]


class Curt(Sink):
    """Hangs up as soon as somebody says hello."""

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Any, name: str, answers: list[str]
    ) -> list[str]:
        server.transport.abort()
        return answers


def test_server_that_hangs_up_at_hello_leaves_no_doubt(settings: Any, registered: Delivery) -> None:
    handler = Curt(free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    settings.MAILERS = smtp_settings(handler.port)
    try:
        outcome = send_due()
    finally:
        controller.stop()
    assert (outcome.taken, outcome.sent, outcome.unreachable) == (1, 0, True)
    registered.refresh_from_db()
    found = registered.state, registered.attempts, registered.doubts
    assert found == (State.PLANNED, 0, 0)
