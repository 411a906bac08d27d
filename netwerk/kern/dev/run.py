"""`make run`: the whole network on this machine, until Ctrl-C.

`python -m netwerk.kern.dev.run`, with the port in the variable PORT. All it stores goes into
`.local/`. Ctrl-C and SIGTERM stop every process it started; so does the end of the `make` that
started it, on Linux. After a kill -9 the next start ends what was left behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from netwerk.kern.dev.become import PR_SET_PDEATHSIG
from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import LOCAL
from netwerk.kern.dev.services import locked
from netwerk.kern.dev.site import running_site

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPING_SECONDS = 45  # how long an earlier launcher may still be busy with stopping
WELCOME = """
Het netwerk draait op {url}

Alles wat je ziet, zijn voorbeeldgegevens: de mensen en de teksten zijn verzonnen.
Log in op {url}account/login/ met het wachtwoord welkom-bij-het-netwerk en een van deze adressen:

  beheerder@voorbeeld.nl       beheert mensen en instellingen
  redacteur@voorbeeld.nl       redacteur van het handboek
  redacteur2@voorbeeld.nl      tweede redacteur
  organisator@voorbeeld.nl     organisator van Bewoners in beeld
  deelnemer@voorbeeld.nl       lid van twee communities
  buitenstaander@voorbeeld.nl  heeft een account, is nergens lid

E-mail wordt niet echt verstuurd. Je leest die op {url}dev/mail/
Stoppen: Ctrl-C
"""
WELCOME_TO_OWN_DATA = """
Het netwerk draait op {url} met de database uit DATABASE_URL.
Daarin zijn geen voorbeeldgegevens geladen. Stoppen: Ctrl-C
"""


class Stop(BaseException):
    """We were asked to stop."""


def main() -> int:
    """Run until asked to stop; returns the exit code."""
    for each in SIGNALS:
        # nohup has told us to ignore the end of the terminal.
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, _stop)
    _end_with_make()
    own_database = not os.environ.get("DATABASE_URL")
    try:
        port = _port()
        with _only_one(LOCAL), running_site(LOCAL, port, durable=True, say=say) as site:
            say((WELCOME if own_database else WELCOME_TO_OWN_DATA).format(url=site.url))
            while not _make_was_interrupted():
                time.sleep(0.5)
                site.look()
            say("\nStoppen ...")
        say("Alles is gestopt.")
    except Stop:
        say("Alles is gestopt.")
    except ServiceError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


def say(line: str) -> None:
    """To the person at the keyboard, who may have gone away."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    say("\nStoppen ...")
    with contextlib.suppress(OSError):
        (LOCAL / "run/stopping").touch()
    raise Stop


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise ServiceError(f"PORT={given} is geen poort. Kies een getal, bijvoorbeeld: PORT=8000")
    return int(given)


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """One launcher a clone. One that is busy with stopping is waited for."""
    run = folder / "run"
    run.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        deadline = time.monotonic() + STOPPING_SECONDS
        while True:
            try:
                stack.enter_context(locked(run / "lock"))
                break
            except ServiceError:
                patience = STOPPING_SECONDS if (run / "stopping").exists() else 1
                if time.monotonic() > deadline - STOPPING_SECONDS + patience:
                    raise
            time.sleep(0.1)
        (run / "stopping").unlink(missing_ok=True)
        yield


def _end_with_make() -> None:
    """Ask the system to tell us when `make` is killed, which cannot do so itself."""
    if sys.platform == "linux" and "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() == 1:
            raise Stop


def _make_was_interrupted() -> bool:
    """Tell whether the `make` above us got a SIGINT that did not reach us.

    A terminal sends Ctrl-C to both. A program that signals only `make` would wait for ever:
    make passes SIGTERM on, but not SIGINT; it blocks that, and waits for us.
    """
    if sys.platform != "linux" or "MAKELEVEL" not in os.environ:
        return False
    with contextlib.suppress(OSError):
        blocked = re.search(r"SigBlk:\s*(\w+)", Path(f"/proc/{os.getppid()}/status").read_text())
        return bool(blocked and int(blocked[1], 16) >> (signal.SIGINT - 1) & 1)
    return False


if __name__ == "__main__":
    sys.exit(main())
