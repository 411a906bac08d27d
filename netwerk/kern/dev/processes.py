"""Start, recognise and stop child processes, also those of a launcher that was killed.

A pid file holds the process id together with the moment the process began, so that a number
which the system has given to another process since is never mistaken for ours.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BECOME = Path(__file__).with_name("become.py")


@dataclass
class Child:
    """A process that we started. `stop_signal` asks it to end in an orderly way."""

    name: str
    process: subprocess.Popen[bytes]
    pid_file: Path
    log: Path
    stop_signal: signal.Signals

    def stop(self, patience: float) -> None:
        """Ask, wait `patience` seconds, then end its whole process group."""
        request_stop(self.pid_file, self.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        _kill_group(self.process.pid)
        self.process.wait()
        self.pid_file.unlink(missing_ok=True)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Give the user that servers run as when we are root; None when we are not root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def spawn(
    name: str,
    argv: Sequence[str | Path],
    *,
    run_dir: Path,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    stdin: bytes = b"",
    stop_signal: signal.Signals = signal.SIGTERM,
    user: pwd.struct_passwd | None = None,
) -> Child:
    """Start a process in a session of its own and write `run_dir/<name>.pid`.

    The program is named by its full path. On Linux the process gets `stop_signal` when the
    thread that started it ends, in whatever way. Call it from the main thread.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*_becoming(stop_signal, user), *(str(part) for part in argv)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=dict(env),
            start_new_session=True,
        )
    pid_file = run_dir / f"{name}.pid"
    _record(pid_file, process.pid)
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(stdin)
    return Child(name, process, pid_file, log, stop_signal)


def run_as(
    argv: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    user: pwd.struct_passwd | None,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end as `user` and return what it said."""
    return subprocess.run(
        [str(part) for part in argv],
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=cwd,
        env=dict(env),
        check=False,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def stop_leftover(pid_file: Path, stop_signal: signal.Signals, patience: float) -> bool:
    """End the process that an earlier, killed launcher recorded. True when there was one."""
    pid = _recorded_pid(pid_file)
    if pid is None:
        pid_file.unlink(missing_ok=True)
        return False
    request_stop(pid_file, stop_signal)
    wait_until(lambda: _recorded_pid(pid_file) is None, patience)
    if _recorded_pid(pid_file) is not None:
        _kill_group(pid)
        wait_until(lambda: _recorded_pid(pid_file) is None, 5)
    pid_file.unlink(missing_ok=True)
    return True


def request_stop(pid_file: Path, stop_signal: signal.Signals) -> None:
    """Send the signal, only when the recorded process is still the one that we started."""
    pid = _recorded_pid(pid_file)
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, stop_signal)


def identity(pid: int) -> str | None:
    """Tell this process from any other that had its number; None when it has ended."""
    if sys.platform != "linux":
        shown = run_as(["ps", "-o", "lstart=", "-p", str(pid)], cwd=Path("/"), env={}, user=None)
        return shown.stdout.strip() or None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, started = fields[0], fields[19]
    return None if state in "ZX" else f"{started}@{_boot_id()}"


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Poll every 0.02 s; False when the time is up."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def tail(log: Path, lines: int = 15) -> str:
    """Give the last lines of a log file, for in an error message."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def _record(pid_file: Path, pid: int) -> None:
    fresh = pid_file.with_suffix(".new")
    fresh.write_text(f"{pid} {identity(pid)}\n")
    fresh.replace(pid_file)


def _recorded_pid(pid_file: Path) -> int | None:
    try:
        number, _, recorded = pid_file.read_text().strip().partition(" ")
    except FileNotFoundError:
        return None
    if not number.isdigit() or identity(int(number)) != recorded:
        return None
    return int(number)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _becoming(stop_signal: signal.Signals, user: pwd.struct_passwd | None) -> list[str]:
    """Give the words before the command that make it end with us, and run as `user`."""
    uid, gid = (-1, -1) if user is None else (user.pw_uid, user.pw_gid)
    numbers = (int(stop_signal), os.getpid(), uid, gid)
    return [sys.executable, "-I", "-S", str(BECOME), *map(str, numbers)]


@functools.cache
def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
