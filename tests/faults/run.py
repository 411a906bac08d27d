"""`make faults`: hurt a whole site at random, again and again, and compare all accounts.

`python -m tests.faults.run ROUNDS [SEED]`. Prints the seed first, and a table at the end; the exit
code says whether all adds up. The order of the injuries follows from the seed; what the
processes were doing at that moment does not.
"""

import contextlib
import os
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.acts import Load
from tests.faults.injuries import Injurer
from tests.faults.invariants import Accounts, baseline, check
from tests.faults.site import FaultSite, fault_site

PACE = (1.0, 2.6)  # seconds between two injuries
BREATHER = 40  # injuries, after which the site gets a moment without any


@dataclass
class Run:
    """What a series of injuries did, and the accounts after it."""

    injurer: Injurer
    accounts: Accounts
    seconds: float


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """Give an empty folder that every user may pass through; kept when something is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="netwerk faults "))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def attack(site: FaultSite, rounds: int, seed: int, *, say: bool = False) -> Run:
    """Injure the site while people use it, let it heal, and compare the accounts."""
    begin = time.monotonic()
    since = baseline(site)
    chance = random.Random(seed)
    injurer = Injurer(site, chance)
    load = Load(site, seed)
    load.start()
    try:
        for number in range(1, rounds + 1):
            name = injurer.round()
            if say:
                print(f"{number:5} {time.monotonic() - begin:7.1f} s  {name}", flush=True)
            _wait(injurer, chance.uniform(*PACE))
            if number % BREATHER == 0:
                injurer.heal()
                site.wait_until_healthy()
    finally:
        injurer.heal()
        load.stop()
    site.wait_until_quiet()
    return Run(injurer, check(site, load.ledger.rows, since), time.monotonic() - begin)


def _wait(injurer: Injurer, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        injurer.look()
        time.sleep(0.05)


def table(run: Run, seed: int) -> str:
    """Return what happened as a table (Markdown)."""
    counts, injuries = run.accounts.counts, run.injurer.counts
    lines = [f"{sum(injuries.values())} rounds in {run.seconds / 60:.0f} minutes, seed {seed}.", ""]
    lines += ["| injury | rounds |", "|---|---|"]
    lines += [f"| {name} | {number} |" for name, number in sorted(injuries.items())]
    lines += ["", "| outcome | number |", "|---|---|"]
    names = {
        "acts": "acts that people were told had succeeded",
        "unanswered": "acts without an answer (either way is right)",
        "refused": "acts that were refused",
        "events": "message events",
        "mails": "mails accepted by the mail server",
        "calendars": "of which with a calendar, none of them stale",
        "sent": "deliveries: sent",
        "suppressed": "deliveries: not sent, with a reason",
        "bounced": "deliveries: bounced",
        "ambiguous": "deliveries: ambiguous",
        "dead": "deliveries: given up",
        "doubts": "doubts recorded",
        "duplicates inside the window": "second copies, each explained by a doubt",
        "duplicates outside the window": "second copies without a doubt",
        "lost": "lost",
    }
    lines += [f"| {title} | {counts[name]} |" for name, title in names.items()]
    return "\n".join([*lines, "", f"{len(run.accounts.wrong)} things do not add up."])


def main(rounds: int, seed: int) -> int:
    """Run, print, and return the exit code."""
    print(f"Seed {seed}, {rounds} rounds, {os.cpu_count()} cores", flush=True)
    with open_folder() as folder, fault_site(folder, people=24, meetings=6) as site:
        run = attack(site, rounds, seed, say=True)
        print(table(run, seed), flush=True)
        print("\n".join(run.accounts.wrong), flush=True)
        if run.accounts.wrong:
            raise SystemExit(f"Everything is kept in {folder}.")
    return 0


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(given[0] if given else 100, given[1] if given[1:] else secrets.randbelow(10**6)))
