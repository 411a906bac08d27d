"""The door for mail: LMTP (RFC 2033) for the mail server in front, which keeps what we refuse.

It listens on the own machine or a closed network only; the mail server in front does TLS,
checks senders (SPF, DKIM, DMARC) and turns spam away.
"""

import asyncio
import contextlib
import logging
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound.intake import MAX_BYTES, Receipt, receive

logger = logging.getLogger(__name__)
UNKNOWN = "550 5.1.1 Dit adres bestaat niet"
TOO_LARGE = "552 5.3.4 De mail is te groot"
LATER = "451 4.3.0 Nu niet, probeer het straks weer"
STORED = "250 2.0.0 Bewaard"
ABOUT_DATA = ("552 Error: Too much mail data", "500 Line too long (see RFC5321 4.5.3.1.6)")
PATIENCE = 10.0  # seconds for mails under way when the process is asked to stop


class Door(LMTP):
    """LMTP that gives an answer per recipient, also where the library gives one for all."""

    line_length_limit = MAX_BYTES

    async def push(self, status: Any) -> None:
        """Send an answer."""
        if status in ABOUT_DATA and self.envelope is not None:
            status = _for_each(self.envelope, TOO_LARGE)
        await super().push(status)


class Mailbox:
    """Hands every mail to ``receive``; only what the database has is accepted."""

    def __init__(self) -> None:
        self.under_way = 0

    def door(self) -> Door:
        """Return the protocol of one connection."""
        return Door(
            self,
            data_size_limit=MAX_BYTES,
            enable_SMTPUTF8=True,
            hostname="postvak",
            ident="postvak",
        )

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        """Accept addresses of ours only; this asks nothing of the database."""
        if tokens.read_address(address) is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the mail, and answer for each recipient."""
        self.under_way += 1
        try:
            receipt = await asyncio.to_thread(_store, envelope)
        finally:
            self.under_way -= 1
        if receipt is None:
            return _for_each(envelope, LATER)
        return _for_each(envelope, TOO_LARGE if receipt.too_large else STORED)

    async def serve(self, host: str, port: int, stop: asyncio.Event) -> None:
        """Listen until ``stop``; what is under way is finished first, within ten seconds."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self.door, host, port)
        logger.info("Mail comes in at %s:%s.", host, port)
        await stop.wait()
        server.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.under_way:
                    await asyncio.sleep(0.05)


def _for_each(envelope: Envelope, answer: str) -> str:
    return "\r\n".join([answer] * max(1, len(envelope.rcpt_tos)))


def _store(envelope: Envelope) -> Receipt | None:
    """Store in a thread of its own; None when that could not be done now."""
    close_old_connections()
    try:
        raw = bytes(envelope.original_content or b"")
        return receive(raw, [str(each) for each in envelope.rcpt_tos], envelope.mail_from or "")
    except Exception:
        logger.exception("A mail could not be stored.")
        return None
    finally:
        close_old_connections()
