"""Watch over child processes: say which one ended and why, and start it again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.processes import Child, request_stop, tail

LONGEST_PAUSE = 30.0  # seconds
HEALTHY_AFTER = 60.0  # seconds that a process must live for its failures to be forgotten


@dataclass
class Program:
    """One process under our care. `title` is what the person at the keyboard calls it."""

    title: str
    start: Callable[[], Child]
    child: Child
    failures: int = 0
    started_at: float = field(default_factory=time.monotonic)
    due_at: float | None = None

    def pause(self, longest: float = LONGEST_PAUSE) -> float:
        """Seconds to wait before the next start: 1, 2, 4 ... and never more than ``longest``."""
        return min(2.0 ** (self.failures - 1), longest)


class Supervisor:
    """All processes of one run, in the order in which they were started."""

    def __init__(
        self,
        say: Callable[[str], None],
        programs: Iterable[Program] = (),
        longest_pause: float = LONGEST_PAUSE,
    ) -> None:
        self.say = say
        self.programs = list(programs)
        self.longest_pause = longest_pause

    def add(self, title: str, start: Callable[[], Child]) -> None:
        """Start a program and watch over it from now on."""
        self.programs.append(Program(title, start, start()))

    def look(self) -> None:
        """Notice what ended and start what is due. Call it about twice a second."""
        now = time.monotonic()
        for program in self.programs:
            if program.due_at is not None:
                if now >= program.due_at:
                    self._start_again(program)
            elif program.child.process.poll() is not None:
                self._ended(program, now)

    def stop(self, patience: float) -> None:
        """Ask all to stop at the same time, and wait for each."""
        for program in self.programs:
            request_stop(program.child.pid_file, program.child.stop_signal)
        deadline = time.monotonic() + patience
        for program in reversed(self.programs):
            program.child.stop(max(0.1, deadline - time.monotonic()))

    def _ended(self, program: Program, now: float) -> None:
        if now - program.started_at > HEALTHY_AFTER:
            program.failures = 0
        program.failures += 1
        pause = program.pause(self.longest_pause)
        program.due_at = now + pause
        log = program.child.log
        self.say(
            f"{program.title} is gestopt (code {program.child.process.returncode}). "
            f"Over {pause:.0f} s start hij opnieuw.\nHet einde van {log}:\n{tail(log)}"
        )

    def _start_again(self, program: Program) -> None:
        program.due_at = None
        program.started_at = time.monotonic()
        program.child.stop(0.1)  # what a killed parent left of its group keeps its port
        try:
            program.child = program.start()
            self.say(f"{program.title} is opnieuw gestart.")
        except ServiceError as error:
            program.failures += 1
            program.due_at = time.monotonic() + program.pause(self.longest_pause)
            self.say(str(error))
