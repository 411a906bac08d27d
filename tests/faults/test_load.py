"""People read and write on, while one part after the other dies under them."""

import http.client
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.request import urlopen

import pytest

from netwerk.kern.dev.processes import wait_until
from tests.faults.acts import Load, Person
from tests.faults.invariants import baseline, check
from tests.faults.site import FaultSite, children, signal_group, signal_one

pytestmark = pytest.mark.xdist_group("faults")
SEED = 20261130
BETWEEN = 1.0  # seconds in which all is well before the next one dies


@dataclass
class Readers:
    """Visitors and a member who read all the time; knows when an answer was not a page."""

    site: FaultSite
    ending: threading.Event = field(default_factory=threading.Event)
    pages: int = 0
    failures: list[tuple[float, float, str]] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        member = Person(self.site, self.site.seed["members"][0])
        asks: list[Callable[[], int]] = [
            lambda: urlopen(f"{self.site.url}/handboek/", timeout=30).status,
            lambda: urlopen(f"{self.site.url}/casussen/", timeout=30).status,
            lambda: member.ask("GET", "/mijn/")[0],
        ]
        self.threads = [threading.Thread(target=self._read, args=(ask,)) for ask in asks]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.ending.set()
        for thread in self.threads:
            thread.join(60)

    def _read(self, ask: Callable[[], int]) -> None:
        while not self.ending.wait(0.02):
            begin = time.monotonic()
            try:
                status = ask()
            except (OSError, http.client.HTTPException) as error:
                self.failures.append((begin, time.monotonic(), repr(error)))
            else:
                self.pages += 1
                if status != 200:
                    self.failures.append((begin, time.monotonic(), str(status)))


def test_what_dies_under_load_costs_no_more_than_its_restart(site: FaultSite) -> None:
    since = baseline(site)
    readers, load = Readers(site), Load(site, SEED)
    readers.start()
    load.start()
    try:
        for name in ("worker", "cache", "broker", "loop", "beat"):
            _end(site, partial(site.pid, name))
        process = _end(site, lambda: min(children(site.pid("web"))), alone=True)
        web = _end(site, partial(site.pid, "web"))
    finally:
        load.stop()
        readers.stop()
    site.wait_until_quiet()
    late = [each for each in readers.failures if not _within(each, [process, web])]
    assert late == [], "only who asked a web server that was dead got no answer"
    assert any(_within(each, [web]) for each in readers.failures), "nobody noticed anything"
    assert readers.pages > 50
    assert check(site, load.ledger.rows, since).wrong == []


def _end(site: FaultSite, which: Callable[[], int], *, alone: bool = False) -> tuple[float, float]:
    """Kill a part, and return when, and when its next one worked."""
    _look_for(site, BETWEEN)
    old, begin = which(), time.monotonic()
    (signal_one if alone else signal_group)(old, signal.SIGKILL)
    if alone:
        site.wait_for(lambda: len(children(site.pid("web"))) == 2 and which() != old, "a new one")
    else:
        site.wait_for(lambda: which() != old, "a new one")
    site.wait_until_healthy()
    return begin, time.monotonic()


def _look_for(site: FaultSite, seconds: float) -> None:
    end = time.monotonic() + seconds
    wait_until(lambda: site.look() or time.monotonic() > end, seconds + 1)


def _within(failure: tuple[float, float, str], died: list[tuple[float, float]]) -> bool:
    begin, end, _ = failure
    return any(begin <= back and end >= dead for dead, back in died)
