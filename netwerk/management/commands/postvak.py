"""`manage.py postvak`: takes mail in from the mail server in front, over LMTP."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from netwerk.kern.berichten.inbound.lmtp import Mailbox


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C, and ends after the mail that is under way."""

    requires_system_checks = ()  # it must start, and say "later", while the database is away
    help = "Receives answers, answers of calendars and bounces by LMTP."

    def handle(self, *args: Any, **options: Any) -> None:
        """Listen at MAIL_IN_LISTEN."""
        if not settings.MAIL_IN_DOMAIN:
            raise CommandError("Set MAIL_IN_DOMAIN: without it no address is ours.")
        host, port = settings.MAIL_IN_LISTEN
        asyncio.run(self._serve(host, port))

    async def _serve(self, host: str, port: int) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await Mailbox().serve(host, port, stop)
