"""Without TLS, or with a certificate of somebody else, nothing of a message leaves the house."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.test import Client

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Bijeenkomst
from communities.models import Deelnemer
from netwerk.kern import env
from netwerk.kern.berichten import loop
from netwerk.kern.berichten.models import Delivery, State
from tests.berichten.conftest import Sink, due_now, free_port, states

pytestmark = pytest.mark.django_db


class Overheard(SMTP):
    """A mail server that remembers all that came over the wire in plain text."""

    heard: ClassVar[list[bytes]] = []

    def data_received(self, data: bytes) -> None:
        if self.transport.get_extra_info("sslcontext") is None:
            self.heard.append(data)
        super().data_received(data)


class OverheardController(Controller):
    def factory(self) -> SMTP:
        return Overheard(self.handler, **self.SMTP_kwargs)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def registered(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> Delivery:
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    loop.plan_due()
    Overheard.heard.clear()
    return Delivery.objects.get()


def serve(context: ssl.SSLContext | None) -> Iterator[Sink]:
    handler = Sink(free_port())
    controller = OverheardController(
        handler, hostname="127.0.0.1", port=handler.port, tls_context=context
    )
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def plain() -> Iterator[Sink]:
    """Run a mail server that knows no STARTTLS."""
    yield from serve(None)


def context_for(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def tls(authority: trustme.CA, request: pytest.FixtureRequest) -> Iterator[Sink]:
    """Run a mail server with STARTTLS and a certificate for the name in the parameter."""
    yield from serve(context_for(authority, request.param))


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust the authority that made the certificates."""
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))


def use(settings: Any, monkeypatch: pytest.MonkeyPatch, sink: Sink) -> None:
    monkeypatch.setenv("MAIL_URL", f"smtp+tls://127.0.0.1:{sink.port}")
    settings.MAILERS = {"default": env.mailer("MAIL_URL", "MAIL_DIR", 3)}


def assert_nothing_left(
    sink: Sink, person: Deelnemer, caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    """The row stays, the log and `/gezond/` say so, and no line held a word of the message."""
    assert sink.ledger == []
    said = b"".join(Overheard.heard)
    assert b"MAIL FROM" not in said.upper()
    assert person.email.encode() not in said
    assert states() == [(State.PLANNED, "")]
    assert "No mail goes out" in caplog.text
    assert person.email not in caplog.text
    assert client.get("/gezond/").json()["mail"] is False


def test_case_09_no_starttls(
    plain: Sink,
    registered: Delivery,
    deelnemer: Deelnemer,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    use(settings, monkeypatch, plain)
    loop.sweep()
    assert Overheard.heard[0].upper().startswith(b"EHLO")
    assert_nothing_left(plain, deelnemer, caplog, client)


@pytest.mark.parametrize("tls", ["127.0.0.1"], indirect=True)
def test_case_09_certificate_of_an_unknown_authority(
    tls: Sink,
    registered: Delivery,
    deelnemer: Deelnemer,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    use(settings, monkeypatch, tls)
    loop.sweep()
    assert_nothing_left(tls, deelnemer, caplog, client)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["post.voorbeeld.nl"], indirect=True)
def test_case_09_certificate_for_another_name(
    tls: Sink,
    registered: Delivery,
    deelnemer: Deelnemer,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    use(settings, monkeypatch, tls)
    loop.sweep()
    assert_nothing_left(tls, deelnemer, caplog, client)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", ["127.0.0.1"], indirect=True)
def test_right_certificate_lets_it_go_and_ends_the_alarm(
    tls: Sink,
    registered: Delivery,
    deelnemer: Deelnemer,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", "/dev/null")
        use(settings, patch, tls)
        loop.sweep()
    assert client.get("/gezond/").json()["mail"] is False
    use(settings, monkeypatch, tls)
    due_now()
    assert loop.sweep() == 1
    assert [to for to, _ in tls.ledger] == [[deelnemer.email]]
    plain = b"".join(Overheard.heard)
    assert b"STARTTLS" in plain
    assert deelnemer.email.encode() not in plain
    assert client.get("/gezond/").json()["mail"] is True
