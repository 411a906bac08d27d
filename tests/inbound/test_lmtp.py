"""Mail over a real socket, as the mail server in front hands it over."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from communities.models import Deelnemer, Reactie
from communities.services import post_reactie
from netwerk.kern import failpoints
from netwerk.kern.berichten import loop, tokens
from netwerk.kern.berichten.inbound import MAX_BYTES, handle_due, lmtp, receive
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome
from tests.berichten.conftest import free_port, wait_for
from tests.berichten.test_process import database_url
from tests.factories import CasusFactory
from tests.inbound.conftest import DOMAIN, Sink, answers, letter, plain

pytestmark = pytest.mark.django_db(transaction=True)


def accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


@pytest.fixture
def port() -> Iterator[int]:
    """Run the door in a thread, with a loop of its own."""
    number = free_port()
    loop_of_door = asyncio.new_event_loop()
    stop = asyncio.Event()
    serving = lmtp.Mailbox().serve("127.0.0.1", number, stop)
    thread = threading.Thread(target=loop_of_door.run_until_complete, args=(serving,))
    thread.start()
    wait_for(lambda: accepts(number))
    try:
        yield number
    finally:
        loop_of_door.call_soon_threadsafe(stop.set)
        thread.join()
        loop_of_door.close()


@pytest.fixture
def server(port: int) -> Iterator[smtplib.LMTP]:
    with smtplib.LMTP("127.0.0.1", port) as connection:
        yield connection


def hand_over(server: smtplib.LMTP, raw: bytes, *recipients: str) -> list[tuple[int, bytes]]:
    """Hand a mail over to accepted recipients; return the answer for each."""
    server.ehlo_or_helo_if_needed()
    server.mail("iemand@voorbeeld.nl")
    for recipient in recipients:
        assert server.rcpt(recipient)[0] == 250
    server.putcmd("data")
    assert server.getreply()[0] == 354
    server.send(raw.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
    return [server.getreply() for _ in recipients]


def test_a_mail_is_stored_and_each_recipient_gets_an_answer(
    server: smtplib.LMTP, address: str, deelnemer: Deelnemer
) -> None:
    bounce = tokens.address(tokens.BOUNCE, 7)
    raw = plain("Eén regel.\n.\nNog een.", sender=deelnemer.email)
    answered = hand_over(server, raw, address, bounce)
    assert answered == [(250, b"2.0.0 Bewaard")] * 2
    stored = InboundMail.objects.order_by("pk")
    assert [mail.envelope_to for mail in stored] == [address, bounce]
    assert bytes(stored[0].raw).startswith(b"Return-Path: <iemand@voorbeeld.nl>\r\nFrom: ")
    handle_due()
    assert answers() == ["Eén regel.\n.\nNog een."]


def test_an_unknown_address_is_refused_at_once(server: smtplib.LMTP, address: str) -> None:
    server.ehlo()
    server.mail("iemand@voorbeeld.nl")
    assert server.rcpt(f"info@{DOMAIN}") == (550, b"5.1.1 Dit adres bestaat niet")
    assert server.rcpt(address.replace(DOMAIN, "in.elders.nl"))[0] == 550
    assert server.rcpt(address)[0] == 250
    assert not InboundMail.objects.exists()


def test_too_much_is_refused_for_every_recipient(server: smtplib.LMTP, address: str) -> None:
    raw = b"Subject: groot\r\n\r\n" + (b"x" * 998 + b"\r\n") * (MAX_BYTES // 1000 + 1)
    answered = hand_over(server, raw, address, tokens.address(tokens.BOUNCE, 7))
    assert [code for code, _ in answered] == [552, 552]
    assert not InboundMail.objects.exists()


def test_from_a_reactie_by_mail_and_back(
    sink: Sink, server: smtplib.LMTP, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    casus = CasusFactory(
        community=organisator.communities.get(), casushouder=deelnemer, title="Leerplekken"
    )
    post_reactie(actor=organisator, subject=casus, body="Wat denk jij?")
    loop.sweep()
    [mail] = sink.mails()
    [reply_to] = mail["Reply-To"].addresses
    assert mail["To"] == deelnemer.email
    raw = letter("gmail_web_nl", sender=deelnemer.email, to=reply_to.addr_spec)
    assert hand_over(server, raw, reply_to.addr_spec)[0][0] == 250
    loop.sweep()
    first, answer = Reactie.objects.order_by("pk")
    assert (answer.author, answer.parent) == (deelnemer, first)
    assert [sent["To"] for sent in sink.mails()[1:]] == [organisator.email]
    assert sink.mails()[1]["From"].startswith(deelnemer.get_full_name())


def test_a_bounce_of_our_own_mail_finds_its_message(
    sink: Sink, server: smtplib.LMTP, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    casus = CasusFactory(community=organisator.communities.get(), casushouder=deelnemer)
    post_reactie(actor=organisator, subject=casus, body="Wat denk jij?")
    senders: list[str] = []
    sink.on_data = lambda envelope: senders.append(str(envelope.mail_from))
    loop.sweep()
    [envelope_sender] = senders
    raw = letter("bounce_exchange", sender=deelnemer.email, to=envelope_sender)
    assert hand_over(server, raw, envelope_sender)[0][0] == 250
    handle_due()
    assert Delivery.objects.get().reason == "teruggekomen: 5.1.10"
    assert deelnemer.failed_addresses.get().code == "5.1.10"


def test_the_command_wants_a_domain(settings: Any) -> None:
    settings.MAIL_IN_DOMAIN = ""
    with pytest.raises(CommandError, match="MAIL_IN_DOMAIN"):
        call_command("postvak")


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """Return what a process needs to use the database of this test, and nothing else."""
    return (
        os.environ
        | {
            "DATABASE_URL": database_url(),
            "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
            "CACHE_URL": f"redis://127.0.0.1:{free_port()}/0",
            "MAIL_URL": "",
            "MAIL_DIR": str(tmp_path / "mail"),
            "MAIL_IN_DOMAIN": DOMAIN,
        }
        | more
    )


def start(command: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", command], cwd=settings.BASE_DIR, env=env)


def test_the_process_takes_mail_in_and_ends_when_asked(
    address: str, deelnemer: Deelnemer, tmp_path: Path
) -> None:
    number = free_port()
    env = environment(tmp_path, MAIL_IN_LISTEN=f"127.0.0.1:{number}")
    with start("postvak", env) as process:
        try:
            wait_for(lambda: accepts(number))
            with smtplib.LMTP("127.0.0.1", number) as server:
                raw = plain("Goed plan.", sender=deelnemer.email)
                assert hand_over(server, raw, address)[0][0] == 250
            assert InboundMail.objects.get().outcome == Outcome.NEW
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()


def test_without_a_database_the_other_side_keeps_the_mail(address: str, tmp_path: Path) -> None:
    number = free_port()
    env = environment(
        tmp_path,
        MAIL_IN_LISTEN=f"127.0.0.1:{number}",
        DATABASE_URL=f"postgresql://niemand@127.0.0.1:{free_port()}/weg",
    )
    with start("postvak", env) as process:
        try:
            wait_for(lambda: accepts(number))
            with smtplib.LMTP("127.0.0.1", number) as server:
                answered = hand_over(server, plain("Hoi", sender="a@voorbeeld.nl"), address)
        finally:
            process.kill()
    assert answered == [(451, b"4.3.0 Nu niet, probeer het straks weer")]
    assert not InboundMail.objects.exists()


def test_a_process_that_dies_after_storing_gets_the_mail_again_and_keeps_one(
    address: str, deelnemer: Deelnemer, tmp_path: Path
) -> None:
    points = tmp_path / "points"
    points.mkdir()
    (points / failpoints.RECEIVED).touch()
    number = free_port()
    env = environment(tmp_path, MAIL_IN_LISTEN=f"127.0.0.1:{number}", FAILPOINTS=str(points))
    raw = plain("Goed plan.", sender=deelnemer.email, headers="Message-ID: <een@voorbeeld.nl>")
    with start("postvak", env) as process:
        wait_for(lambda: accepts(number))
        with smtplib.LMTP("127.0.0.1", number) as server, pytest.raises(OSError):
            hand_over(server, raw, address)
        assert process.wait(timeout=20) == -signal.SIGKILL
    assert InboundMail.objects.count() == 1
    with start("postvak", env) as process:
        try:
            wait_for(lambda: accepts(number))
            with smtplib.LMTP("127.0.0.1", number) as server:
                assert hand_over(server, raw, address)[0][0] == 250
        finally:
            process.kill()
    assert InboundMail.objects.count() == 1
    assert (handle_due(), answers()) == (1, ["Goed plan."])


def test_a_process_that_dies_while_acting_did_nothing_and_it_is_done_once(
    address: str, deelnemer: Deelnemer, tmp_path: Path
) -> None:
    points = tmp_path / "points"
    points.mkdir()
    (points / failpoints.HANDLED).touch()
    receive(plain("Goed plan.", sender=deelnemer.email), [address])
    env = environment(tmp_path, FAILPOINTS=str(points))
    with start("berichtenlus", env) as process:
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert (answers(), InboundMail.objects.get().outcome) == ([], Outcome.NEW)
    with start("berichtenlus", env) as process:
        try:
            wait_for(lambda: answers() == ["Goed plan."])
        finally:
            process.kill()
    assert handle_due() == 0
