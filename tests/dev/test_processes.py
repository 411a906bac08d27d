"""Finding processes again, and starting them again, with real processes."""

import os
import signal
import time
from pathlib import Path

from netwerk.kern.dev.processes import identity, spawn, stop_leftover, wait_until
from netwerk.kern.dev.supervisor import Program, Supervisor

ENV = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}


def shell(run: Path, script: str, name: str = "proef"):
    log = run / f"{name}.log"
    command = ["/bin/sh", "-c", script]
    return spawn(name, command, run_dir=run, log=log, env=ENV, cwd=run)


def test_a_leftover_is_stopped_with_all_its_children(tmp_path):
    child = shell(tmp_path, "sleep 61 & echo $! > kind; trap '' TERM; echo klaar > klaar; sleep 61")
    assert wait_until((tmp_path / "klaar").exists, 5)
    grandchild = int((tmp_path / "kind").read_text())
    assert stop_leftover(child.pid_file, signal.SIGTERM, patience=0.3) is True
    assert wait_until(lambda: identity(grandchild) is None, 5)
    assert child.process.wait(5) == -signal.SIGKILL
    assert not child.pid_file.exists()


def test_a_number_that_is_somebody_elses_by_now_is_left_alone(tmp_path):
    child = shell(tmp_path, "sleep 61")
    recorded = child.pid_file.read_text()
    child.pid_file.write_text(f"{child.process.pid} 1@another boot\n")
    assert stop_leftover(child.pid_file, signal.SIGTERM, patience=0.1) is False
    assert child.process.poll() is None
    child.pid_file.write_text(recorded)
    child.stop(5)
    assert child.process.returncode == -signal.SIGTERM


def test_a_program_that_ends_is_named_with_its_last_words_and_started_again(tmp_path):
    said: list[str] = []
    supervisor = Supervisor(said.append)
    supervisor.add("De proef", lambda: shell(tmp_path, "echo laatste woorden; sleep 0.1; exit 3"))
    (program,) = supervisor.programs
    first = program.child.process.pid
    program.child.process.wait(5)
    supervisor.look()
    (sentence,) = said
    assert sentence == (
        f"De proef is gestopt (code 3). Over 1 s start hij opnieuw.\n"
        f"Het einde van {program.child.log}:\nlaatste woorden"
    )
    supervisor.look()
    assert program.child.process.pid == first
    program.due_at = time.monotonic()
    supervisor.look()
    assert program.child.process.pid != first
    assert said[-1] == "De proef is opnieuw gestart."
    supervisor.stop(5)
    assert program.child.process.poll() is not None


def test_the_pause_grows_and_never_passes_half_a_minute():
    program = Program("De proef", start=lambda: None, child=None)
    pauses = []
    for program.failures in range(1, 9):
        pauses.append(program.pause())
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
