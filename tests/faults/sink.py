"""A mail server that keeps a ledger of all it accepted, and fails in every way it is told to."""

import asyncio
import re
import threading
from collections.abc import Iterable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.ledger import Ledger

SHOWN = re.compile(rb"^(SEQUENCE|DTSTART|METHOD)[^:\r\n]*:(.*?)\r?$", re.MULTILINE)


class Sink:
    """Runs in a thread; each switch may be turned at any moment.

    ``answers`` gives a recipient another answer than 250, ``busy`` everybody. ``drop`` closes
    the line after a mail was accepted, before the answer; ``hang`` says nothing at all until it
    is switched off; ``slow`` is a number of seconds before each answer; ``die_after`` is the
    number of mails after which it is as good as dead (None: never).
    """

    def __init__(self, port: int, path: Path) -> None:
        self.port = port
        self.ledger = Ledger(path)
        self.changed = threading.Condition()
        self.controller: Controller | None = None
        self.heal()
        self.up()

    def heal(self) -> None:
        """Be a good server again."""
        self.answers: dict[str, str] = {}
        self.busy = ""
        self.drop = self.hang = False
        self.slow = 0.0
        self.die_after: int | None = None

    def up(self) -> None:
        """Listen."""
        if self.controller is None:
            self.controller = Controller(_Handler(self), hostname="127.0.0.1", port=self.port)
            self.controller.start()

    def down(self) -> None:
        """Listen no more; open lines are cut."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def close(self) -> None:
        """End it."""
        self.heal()
        self.down()
        self.ledger.close()

    @property
    def dead(self) -> bool:
        """Say whether it accepted all that it would."""
        return self.die_after is not None and self.die_after <= 0

    def accept(self, recipients: Iterable[str], raw: bytes) -> None:
        """Write down an accepted mail, with what its calendar part shows."""
        mail = message_from_bytes(raw, policy=policy.default)
        shown: dict[str, str] = {}
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                found = SHOWN.findall(part.get_payload(decode=True))  # type: ignore[arg-type]
                shown = {name.decode().lower(): value.decode() for name, value in found}
        with self.changed:
            if self.die_after is not None:
                self.die_after -= 1
            self.ledger.write(id=str(mail["Message-ID"]), to=list(recipients), **shown)
            self.changed.notify_all()


class _Handler:
    """What aiosmtpd calls (it looks at every attribute, so the state is elsewhere)."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        await self._hesitate(server)
        session.host_name = name  # type: ignore[assignment]
        return answers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        await self._hesitate(server)
        answer = self._sink.answers.get(address) or self._sink.busy
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await self._hesitate(server)
        if _is_gone(server):
            return "451 4.3.0 nobody listens"
        self._sink.accept(envelope.rcpt_tos, bytes(envelope.original_content or b""))
        if self._sink.drop or self._sink.dead:
            server.transport.abort()
        return "250 OK"

    async def _hesitate(self, server: SMTP) -> None:
        await asyncio.sleep(self._sink.slow)
        while self._sink.hang and not _is_gone(server):
            await asyncio.sleep(0.05)
        if self._sink.dead and not _is_gone(server):
            server.transport.abort()


def _is_gone(server: SMTP) -> bool:
    return server.transport is None or server.transport.is_closing()
