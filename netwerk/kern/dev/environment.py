"""What the site needs around it when we start it: variables, and its styles and scripts."""

from __future__ import annotations

import fcntl
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from netwerk.kern.dev import bootstrap
from netwerk.kern.dev.binaries import ServiceError

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"
PYTHON = sys.executable
STATIC = LOCAL / "static"
# The log for people; and a disk that is rather full is no reason not to work on this machine.
ON_ANY_MACHINE = {
    "LOG_FORMAT": "text",
    "DISK_LOW_PERCENT": "0",
    "DISK_LOW_MB": "0",
    "DISK_FULL_MB": "0",
}


def inherited_environment() -> dict[str, str]:
    """Give what we got ourselves, with a place for compiled Python: starting is then 1 s faster."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env | {"PYTHONPYCACHEPREFIX": str(LOCAL / "pycache")}


def test_environment(folder: Path) -> dict[str, str]:
    """For a test run: everything that is written goes into `folder`, over plain HTTP."""
    return {
        "SECRET_KEY": "only-for-tests-" + secrets.token_hex(16),
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "INSECURE_HTTP": "1",
        "MAIL_DIR": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(STATIC),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
        "LOG_LEVEL": "WARNING",
    } | ON_ANY_MACHINE


def production_environment(folder: Path) -> dict[str, str]:
    """As a real installation would have it, for `manage.py check --deploy`."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://netwerk.example",
        "ALLOWED_HOSTS": "netwerk.example",
        "MAIL_DIR": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(STATIC),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
    }


def manage(env: Mapping[str, str], *arguments: str) -> None:
    """Run a command of manage.py; ServiceError when it fails (it has said why itself)."""
    command = [PYTHON, "manage.py", *arguments]
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        raise ServiceError(f"'manage.py {arguments[0]}' is niet gelukt.")


def collect_static(env: Mapping[str, str]) -> None:
    """Give every file a name with its hash and a compressed twin, when one of them changed.

    Runs that start at the same moment wait for each other: they share the folder.
    """
    built = [path for path in (ROOT / "static/dist").rglob("*") if path.is_file()]

    def collect() -> None:
        manage(env, "collectstatic", "--noinput", "--clear", "--verbosity=0")

    with (LOCAL / "static.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_from = [*built, LOCAL / "stamps/packages"]
        bootstrap.step("static", made_from, STATIC / "staticfiles.json", collect)
