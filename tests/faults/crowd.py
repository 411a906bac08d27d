"""A mail server that dies at half of a crowd: `python -m tests.faults.crowd 10000`.

Prints what the database and the ledger of the mail server say once all is over.
"""

import os
import sys
import time
from collections import Counter

from tests.faults.acts import DONE, Person
from tests.faults.invariants import baseline, deliveries_have_ended, gather, mail_agrees
from tests.faults.run import open_folder
from tests.faults.site import FaultSite, fault_site, processor_seconds, sign_up


def main(people: int) -> int:
    """Run and return the exit code."""
    with open_folder() as folder, fault_site(folder, people=people, meetings=1) as site:
        wrong = halfway(site, people)
        print("\n".join(wrong) or "Everything adds up.", flush=True)
        if wrong:
            raise SystemExit(f"Everything is kept in {folder}.")
    return 0


def halfway(site: FaultSite, people: int) -> list[str]:
    """Let the mail server die at half of a move's mail; return what does not add up."""
    [meeting] = site.seed["meetings"]
    sign_up(site, meeting)
    since = baseline(site)
    site.sink.die_after = people // 2
    used, begin = processor_seconds(site), time.monotonic()
    assert Person(site, site.seed["organiser"]).move(meeting, 9) == DONE
    site.wait_for(lambda: site.sink.dead, "the mail server dies", 1800)
    print(f"dead after {len(site.sink.ledger.rows)} mails", flush=True)
    rest = time.monotonic()
    end = time.monotonic() + 20  # the breaker opens, and attempts fail
    site.wait_for(lambda: time.monotonic() > end, "time passes")
    site.sink.heal()
    rest = time.monotonic() - rest
    site.wait_for(lambda: _left(site) == 0, "the rest goes out", 1800)
    seconds, used = time.monotonic() - begin - rest, processor_seconds(site) - used
    print(f"{seconds:.0f} s without the rest, {used:.0f} s of the processor, load {load()}")
    site.wait_until_quiet()
    accounts = gather(site, [], since)
    wrong = [*deliveries_have_ended(accounts), *mail_agrees(accounts)]
    states = Counter(each.state for each in accounts.deliveries)
    doubts = sum(each.doubts for each in accounts.deliveries)
    print(f"{dict(states)}, {len(accounts.mails)} mails accepted, {doubts} doubts")
    print(dict(accounts.counts) or "no second copies")
    return wrong


def load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def _left(site: FaultSite) -> int:
    [(number,)] = site.rows(
        "SELECT count(*) FROM berichten_delivery"
        " WHERE state IN ('planned', 'retry', 'leased', 'sending')"
    )
    return int(number)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
