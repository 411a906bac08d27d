"""Find epubcheck, the checker of EPUB files of the W3C, or install it (it needs Java)."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import LOCAL

JAR = Path("/usr/share/java/epubcheck.jar")  # where Debian puts it
PACKAGES = ("epubcheck", "default-jre-headless")


def ensure_epubcheck() -> Sequence[str]:
    """Return the command to which the file comes; ServiceError when it cannot be had."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "epubcheck.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side, and apt installs once at a time
        if not _found():
            _with_apt()
    if found := _found():
        return found
    raise ServiceError(
        "Er is geen epubcheck en hij kon niet worden geïnstalleerd. Installeer Java en epubcheck, "
        "of geef EPUBCHECK=/pad/naar/epubcheck.jar op."
    )


def _found() -> Sequence[str]:
    if chosen := os.environ.get("EPUBCHECK"):
        return ("java", "-jar", chosen)
    return ("java", "-jar", str(JAR)) if JAR.is_file() and shutil.which("java") else ()


def _with_apt() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)
