"""Places where a process can be made to die, for the fault tests only.

Nothing happens unless the environment variable FAILPOINTS names a folder; no server sets it.
A test arms a point by making a file of that name in the folder; the process that comes by takes
the file away and kills itself as `kill -9` would.
"""

import os
import signal
from pathlib import Path

FOLDER = os.environ.get("FAILPOINTS", "")
COMMITTING = "committing"  # after a service wrote what it had to say, before the commit
COMMITTED = "committed"  # just after that commit
PLANNING = "planning"  # deliveries are made, not yet committed
LEASED = "leased"  # a row is taken, nothing is sent
MARKED = "marked"  # a row says that it is being sent, the mail server has not heard of it
ACCEPTED = "accepted"  # the mail server said 250, the row does not know
RECEIVED = "received"  # an incoming mail is stored, the other side does not know
HANDLED = "handled"  # an incoming mail was acted upon, not yet committed


def reach(name: str) -> None:
    """Die here when a test armed this point."""
    if not FOLDER:
        return
    try:
        (Path(FOLDER) / name).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
