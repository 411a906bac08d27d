"""Find a Chromium for the browser tests and the screenshots, or install one.

Debian has it twice: with a window, and as `chromium-headless-shell`, which draws and runs the same
pages without one. The second takes a third less of the processor for the same tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from netwerk.kern.dev.binaries import ServiceError

WITHOUT_WINDOW = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium(*, window: bool = False) -> Path | None:
    """Find the program in CHROMIUM, on the PATH, or the one that Playwright downloaded.

    ``window`` asks for one that could show a window; any other use takes the lighter one first.
    Raises ServiceError when CHROMIUM is set to something that does not start.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not _starts(Path(chosen)):
            raise ServiceError(f"CHROMIUM={chosen} is geen Chromium die start.")
        return Path(chosen)
    return next(filter(_starts, _candidates(window=window)), None)


def ensure_chromium(say: Callable[[str], None], *, window: bool = False) -> Path:
    """Find it, else install it: with apt as root, with Playwright's installer otherwise."""
    found = find_chromium(window=window)
    packages = ("chromium",) if window else (WITHOUT_WINDOW, "chromium")
    ways: list[Callable[[], None]] = [partial(_with_apt, package) for package in packages]
    for install in (*ways, _with_playwright):
        if found:
            return found
        say("Chromium installeren ...")
        install()
        found = find_chromium(window=window)
    if found:
        return found
    raise ServiceError(
        "Er is geen Chromium voor de browsertests en hij kon niet worden geïnstalleerd. "
        "Installeer Chromium of Google Chrome, of geef CHROMIUM=/pad/naar/chromium op."
    )


def _candidates(*, window: bool) -> Iterator[Path]:
    """List them with the slowest question last."""
    names = NAMES if window else (WITHOUT_WINDOW, *NAMES)
    yield from (Path(path) for path in map(shutil.which, names) if path)
    yield ON_A_MAC
    yield _playwrights_own()


def _starts(program: Path) -> bool:
    """Ubuntu's `chromium` without snap is a script that only says that it does not work."""
    if not program.is_file():
        return False
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def _playwrights_own() -> Path:
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as p: print(p.chromium.executable_path)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return Path(said.stdout.strip() or os.devnull)


def _with_apt(package: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)


def _with_playwright() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        command.insert(-1, "--with-deps")
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
