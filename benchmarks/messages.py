"""What do messages cost? Ratios and numbers of one run on one machine.

Run as ``python -m benchmarks.messages``. It starts servers, gunicorn and a mail server of its own:
the time to move a meeting with few and with many people, to save while Redis is well, refused
and frozen, and to hand a crowd's mail to a local mail server.
"""

import contextlib
import os
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.faults.acts import DONE, Person
from tests.faults.site import FaultSite, fault_site, processor_seconds, sign_up, signal_group

FEW, MANY = 10, 10_000
ROUNDS = 21
AWAY = ("broker", "cache")
SENDERS = ("worker", "loop")


def main() -> None:
    """Measure on a fresh site and print."""
    folder = Path(tempfile.mkdtemp(prefix="netwerk bench "))
    folder.chmod(0o711)
    try:
        with fault_site(folder, people=MANY, meetings=6) as site:
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
            for measure in (saving, moving, sending):
                measure(site)
    finally:
        shutil.rmtree(folder)


def saving(site: FaultSite) -> None:
    """Print how long an answer takes while Redis is well, refused and frozen."""
    person, meeting = Person(site, site.seed["members"][1]), site.seed["meetings"][0]
    states: dict[str, Callable[[], contextlib.AbstractContextManager[None]]] = {
        "well": contextlib.nullcontext,
        "refused": lambda: _away(site, signal.SIGKILL),
        "frozen": lambda: _away(site, signal.SIGSTOP),
    }
    normal: list[float] = []
    for name, state in states.items():
        with state():
            times = sorted(_answer(person, meeting, number) for number in range(ROUNDS))
        normal = normal or times
        print(
            f"answer, Redis {name:8} median {statistics.median(times):6.1f} ms  "
            f"p95 {_p95(times):6.1f} ms  ratio {_p95(times) / _p95(normal):5.2f}  "
            f"longest {times[-1]:6.1f} ms",
            flush=True,
        )
    site.wait_until_quiet()


def moving(site: FaultSite) -> None:
    """Print how long it takes to move a meeting of few and of many people."""
    organiser = Person(site, site.seed["organiser"])
    site.sink.down()
    for name in SENDERS:
        signal_group(site.pid(name), signal.SIGSTOP)
    medians = []
    for number, people in ((1, FEW), (2, MANY)):
        meeting = site.seed["meetings"][number]
        sign_up(site, meeting, people)
        times = [_move(organiser, meeting, hour) for hour in (8, 11, 14, 17, 8, 11, 14)]
        medians.append(statistics.median(times))
        print(f"move a meeting of {people:6} people: median {medians[-1]:6.1f} ms", flush=True)
    print(f"ratio {medians[1] / medians[0]:.2f}", flush=True)
    site.rows(
        "UPDATE berichten_messageevent SET planned_at = now() WHERE planned_at IS NULL"
        " AND id < (SELECT max(id) FROM berichten_messageevent) RETURNING 1"
    )
    for name in SENDERS:
        signal_group(site.pid(name), signal.SIGCONT)


def sending(site: FaultSite) -> None:
    """Print how fast the mail of only the last move is planned, and goes out after that."""
    begin = time.monotonic()
    site.wait_for(lambda: _waiting(site) >= MANY, "planned")
    print(f"planning {MANY} messages takes {time.monotonic() - begin:.1f} s", flush=True)
    before = len(site.sink.ledger.rows)
    site.sink.up()
    begin, used = time.monotonic(), processor_seconds(site)
    site.wait_for(lambda: _waiting(site) == 0, "sent", 1800)
    seconds = time.monotonic() - begin
    number = len(site.sink.ledger.rows) - before
    print(
        f"{number} mails in {seconds:.0f} s: {number / seconds:.0f} a second, "
        f"{(processor_seconds(site) - used) / number * 1000:.0f} ms of the processor for each",
        flush=True,
    )


def _waiting(site: FaultSite) -> int:
    [(number,)] = site.rows(
        "SELECT count(*) FROM berichten_delivery"
        " WHERE state IN ('planned', 'retry', 'leased', 'sending')"
    )
    return int(number)


def _answer(person: Person, meeting: dict[str, Any], number: int) -> float:
    begin = time.perf_counter()
    told = person.answer(meeting, "no" if number % 2 else "yes")
    assert told == DONE, told
    return (time.perf_counter() - begin) * 1000


def _move(organiser: Person, meeting: dict[str, Any], hour: int) -> float:
    path = f"/bijeenkomsten/{meeting['slug']}/wijzigen/"
    clock = {"start_time": f"{hour}:00", "end_time": f"{hour + 2}:00"}
    values = organiser.form(path).values | clock
    begin = time.perf_counter()
    told = organiser.act(path, values)
    assert told == DONE, told
    return (time.perf_counter() - begin) * 1000


def _p95(times: list[float]) -> float:
    return sorted(times)[round(0.95 * (len(times) - 1))]


@contextlib.contextmanager
def _away(site: FaultSite, how: signal.Signals) -> Iterator[None]:
    """Freeze both servers, or keep them dead (nobody looks after them meanwhile)."""
    for name in AWAY:
        signal_group(site.pid(name), how)
    try:
        yield
    finally:
        for name in AWAY:
            signal_group(site.pid(name), signal.SIGCONT)
        site.wait_until_healthy()


if __name__ == "__main__":
    main()
