"""`manage.py berichtenlus`: messages go out without Celery, Redis or Valkey."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from netwerk.kern.berichten.loop import Loop


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C, and ends after the message that is under way."""

    help = "Plans and sends messages, woken by the database itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loop."""
        loop = Loop()
        signal.signal(signal.SIGTERM, loop.stop)
        signal.signal(signal.SIGINT, loop.stop)
        loop.run()
