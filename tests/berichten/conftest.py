"""A mail server of our own: it keeps every accepted mail, and can refuse or drop."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections, transaction
from django.utils import timezone

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.services import announce
from tests.berichten.situations import Situation, situation_of
from tests.factories import BijeenkomstFactory


class Sink:
    """The ledger: every accepted envelope, in order.

    ``on_rcpt`` and ``on_data`` may return another answer than 250; ``drop_after_data`` closes
    the line after a mail was accepted, before the answer.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.ledger: list[tuple[list[str], bytes]] = []
        self.on_rcpt: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[Envelope], str | None] = lambda envelope: None
        self.drop_after_data = False

    async def handle_RCPT(  # the name that aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.on_rcpt(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.on_data(envelope)
        if answer:
            return answer
        self.ledger.append((list(envelope.rcpt_tos), bytes(envelope.original_content or b"")))
        if self.drop_after_data:
            server.transport.abort()
        return "250 OK"

    def mails(self) -> list[EmailMessage]:
        """Return the accepted mails, parsed (a method: aiosmtpd looks at every property)."""
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.ledger]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def in_parallel(number: int, act: Callable[[], Any]) -> None:
    """Run something in threads that start together; an error is raised here."""
    barrier = threading.Barrier(number)

    def run() -> None:
        try:
            barrier.wait()
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        for future in [pool.submit(run) for _ in range(number)]:
            future.result()


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until another thread or process did something."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def smtp_settings(port: int) -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 3},
        }
    }


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Run a mail server and send to it."""
    handler = Sink(free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    settings.MAILERS = smtp_settings(handler.port)
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def bijeenkomst(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community)


def publish(bijeenkomst: Bijeenkomst, actor: Deelnemer | None = None) -> MessageEvent:
    with transaction.atomic():
        return announce(
            kind="bijeenkomst.published",
            subject=bijeenkomst,
            actor=actor,
            revision=bijeenkomst.revision,
        )


def register(bijeenkomst: Bijeenkomst, person: Deelnemer) -> Delivery:
    meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")
    plan_due()
    return Delivery.objects.get(kind="bijeenkomst.registered", person=person)


def due_now() -> None:
    Delivery.objects.filter(state__in=[State.PLANNED, State.RETRY]).update(due_at=timezone.now())


def states() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "reason"))


@pytest.fixture
def now() -> Iterator[Any]:
    """Stand still at a Sunday, weeks before the meeting of the examples."""
    with time_machine.travel(datetime(2027, 1, 10, 12, 0, tzinfo=UTC), tick=True) as frozen:
        yield frozen


@pytest.fixture
def situation(
    now: Any,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    redacteur: Deelnemer,
) -> Situation:
    """Return what the examples of all messages need."""
    return situation_of(community, deelnemer, organisator, redacteur)
