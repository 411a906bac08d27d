"""A process that lives but does nothing ends itself."""

import signal
import subprocess
import sys

from netwerk.kern.berichten.watchdog import GLANCES, Watchdog

PROGRAM = """
import threading
from netwerk.kern.berichten.watchdog import Watchdog
watchdog = Watchdog(0.2, name="Het programma")
watchdog.start()
threading.Event().wait(60)
"""


def test_silent_process_is_killed_and_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == "Het programma does nothing any more and ends itself.\n"


def test_life_and_a_silence_that_means_nothing_start_the_count_anew() -> None:
    meaningful = True
    watchdog = Watchdog(60, lambda: meaningful)
    for _ in range(GLANCES):
        watchdog.look()
    assert watchdog.silent == GLANCES
    watchdog.alive()
    assert watchdog.silent == 0
    watchdog.look()
    meaningful = False
    watchdog.look()
    assert watchdog.silent == 0
