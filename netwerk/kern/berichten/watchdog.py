"""Ends a process that lives but does nothing; whoever started it then starts it anew."""

import logging
import os
import signal
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)
GLANCES = 4  # within the time that a process may be silent


class Watchdog:
    """Looks a few times within ``patience`` seconds, and kills its own process after that.

    It counts its glances instead of reading a clock: a process that was stopped for a while, or
    a machine that slept, gets its full time afterwards. ``glance`` runs before each look, in the
    thread of the watchdog, and returns whether silence would mean something at this moment.
    """

    def __init__(
        self, patience: float, glance: Callable[[], bool] = lambda: True, *, name: str = ""
    ) -> None:
        self.pause = patience / GLANCES
        self.glance = glance
        self.name = name
        self.silent = 0
        self.ending = threading.Event()

    def alive(self, *_: object, **__: object) -> None:
        """Show that work is being done (also as a receiver of a signal)."""
        self.silent = 0

    def start(self) -> None:
        """Look from now on, in a thread that does not keep the process alive."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self.ending.set()

    def _watch(self) -> None:
        while not self.ending.wait(self.pause):
            self.look()

    def look(self) -> None:
        """Look once."""
        self.silent = self.silent + 1 if self.glance() else 0
        if self.silent > GLANCES:
            logger.critical("%s does nothing any more and ends itself.", self.name)
            os.kill(os.getpid(), signal.SIGKILL)
