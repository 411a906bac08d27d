"""What is done to a site at random: every injury heals by itself, or after a while by our hand."""

import contextlib
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import redis

from netwerk.kern import failpoints
from tests.faults.site import FaultSite, children, signal_group, signal_one

POINTS = (
    failpoints.COMMITTING,
    failpoints.COMMITTED,
    failpoints.PLANNING,
    failpoints.LEASED,
    failpoints.MARKED,
    failpoints.ACCEPTED,
)


@dataclass
class Injurer:
    """Hurts a site; what needs an end gets it in ``look``."""

    site: FaultSite
    chance: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    ends: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def round(self) -> str:
        """Do one injury and return its name."""
        weights = [weight for _, weight, _ in self._all()]
        [(name, _, injure)] = self.chance.choices(self._all(), weights)
        with contextlib.suppress(redis.RedisError):  # it was dead already
            injure()
        self.counts[name] += 1
        return name

    def look(self) -> None:
        """End what has lasted long enough, and start again what died."""
        now = time.monotonic()
        due = [each for each in self.ends if each[0] <= now]
        self.ends = [each for each in self.ends if each[0] > now]
        for _, end in due:
            end()
        self.site.look()

    def heal(self) -> None:
        """End everything."""
        for _, end in self.ends:
            end()
        self.ends = []
        self.site.disarm()
        self.site.sink.heal()
        self.site.sink.up()

    def _all(self) -> list[tuple[str, int, Callable[[], None]]]:
        return [
            *((f"kill -9 {name}", 8, self._killer(name)) for name in ("web", "worker", "loop")),
            *((f"kill -9 {name}", 3, self._killer(name)) for name in ("beat", "beat2")),
            *((f"kill -9 {name}", 5, self._killer(name)) for name in ("broker", "cache")),
            ("kill -9 postgres", 6, self._killer("postgres")),
            ("kill -9 a child of web", 4, self._child_killer("web")),
            ("kill -9 a child of worker", 4, self._child_killer("worker")),
            ("kill -9 a child of postgres", 3, self._child_killer("postgres")),
            *(
                (f"stop {name}", 3, self._stopper(name))
                for name in ("web", "worker", "loop", "broker", "cache")
            ),
            ("FLUSHALL broker", 4, lambda: self.site.redis("broker").flushall()),
            ("FLUSHALL cache", 3, lambda: self.site.redis("cache").flushall()),
            ("CLIENT KILL broker", 4, self._reset),
            *((f"die at {point}", 4, lambda point=point: self._arm(point)) for point in POINTS),
            ("mail: dropped after acceptance", 5, lambda: self._switch("drop", True, False)),
            ("mail: hangs", 3, lambda: self._switch("hang", True, False)),
            ("mail: slow", 3, lambda: self._switch("slow", 0.3, 0.0)),
            ("mail: 4xx", 3, lambda: self._switch("busy", "451 4.3.0 later", "")),
            ("mail: 421", 2, lambda: self._switch("busy", "421 4.3.2 closing", "")),
            ("mail: 5xx for one", 2, self._refuse_one),
            ("mail: down", 3, self._mail_down),
            ("mail: dies after some", 3, self._mail_dies),
        ]

    def _later(self, end: Callable[[], None], least: float = 0.5, most: float = 3.0) -> None:
        self.ends.append((time.monotonic() + self.chance.uniform(least, most), end))

    def _killer(self, name: str) -> Callable[[], None]:
        return lambda: signal_group(self.site.pid(name), signal.SIGKILL)

    def _child_killer(self, name: str) -> Callable[[], None]:
        def kill() -> None:
            found = children(self.site.pid(name))
            if found:
                signal_one(self.chance.choice(found), signal.SIGKILL)

        return kill

    def _stopper(self, name: str) -> Callable[[], None]:
        def stop() -> None:
            pid = self.site.pid(name)
            signal_group(pid, signal.SIGSTOP)
            self._later(lambda: signal_group(pid, signal.SIGCONT))

        return stop

    def _reset(self) -> None:
        self.site.redis("broker").client_kill_filter(_type="normal", skipme=True)

    def _arm(self, point: str) -> None:
        self.site.arm(point)

    def _switch(self, name: str, value: object, normal: object) -> None:
        setattr(self.site.sink, name, value)
        self._later(lambda: setattr(self.site.sink, name, normal))

    def _refuse_one(self) -> None:
        email = self.chance.choice(self.site.seed["members"])["email"]
        self.site.sink.answers[email] = "550 5.1.1 unknown"
        self._later(lambda: self.site.sink.answers.pop(email, None))

    def _mail_down(self) -> None:
        self.site.sink.down()
        self._later(self.site.sink.up)

    def _mail_dies(self) -> None:
        self.site.sink.die_after = self.chance.randint(1, 5)
        self._later(lambda: setattr(self.site.sink, "die_after", None), 2, 4)
