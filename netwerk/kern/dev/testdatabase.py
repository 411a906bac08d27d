"""Test databases that are made once: each test run begins with a copy of them.

All migrations together take longer than most tests. So the first run after a change of a
migration makes the databases in `.local/testdatabase-<key>`, and every run copies that folder
(about 0.3 s). The key is computed from the migrations, the vocabularies and the packages.
A site that a test starts begins with a copy as well: its database holds all tables, and no row.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from netwerk.kern.dev import postgres
from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import (
    LOCAL,
    PYTHON,
    ROOT,
    inherited_environment,
    test_environment,
)
from netwerk.kern.dev.processes import unprivileged_user
from netwerk.kern.dev.services import data_folder, running_services

PREFIX = "testdatabase-"
COPIED = ("postgres", "password")
WORKERS = 3  # more than there are cores: the one with the browsers waits half of its time
COPIES = (*(f"gw{number}" for number in range(WORKERS)), "leeg")  # in the last nobody writes
NOT_ASKED = dict.fromkeys(("REDIS_URL", "CACHE_URL"), "redis://127.0.0.1:1/0")
MAKE = f"""
import django
django.setup()
from django.db import connection
from django.test.utils import setup_test_environment
setup_test_environment()
connection.creation.create_test_db(verbosity=0, serialize=False)
name = connection.settings_dict["NAME"]
connection.close()
connection.close_pool()  # or nobody can copy them
with connection._nodb_cursor() as cursor:
    cursor.execute("DROP DATABASE {postgres.DATABASE}")
    for copy in (*(f"{{name}}_{{each}}" for each in {COPIES!r}), "{postgres.DATABASE}"):
        cursor.execute(f'CREATE DATABASE "{{copy}}" TEMPLATE "{{name}}"')
"""


def key(root: Path = ROOT) -> str:
    """Return what tells apart databases that come from other migrations, words or packages."""
    files = [
        *root.glob("*/migrations/*.py"),
        *root.glob("netwerk/kern/**/migrations/*.py"),
        *root.glob("netwerk/kern/begrippen/data/*"),
        *root.glob("requirements*.txt"),
    ]
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def put_in(home: Path) -> None:
    """Put the databases in the empty folder of servers that are not running yet.

    Runs that start at the same moment wait for each other, so that one makes them for all.
    Raises ServiceError when they cannot be made.
    """
    with _locked():
        made = _made()
        for name in COPIED:
            _copy(made / name, home / name)


def prepare() -> None:
    """See to it that the databases are there, and let who starts now wait for that."""
    with _locked():
        _made()


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    with (LOCAL / "testdatabase.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made() -> Path:
    made = LOCAL / f"{PREFIX}{key()}"
    if not made.exists():
        _make(made)
    return made


def _make(made: Path) -> None:
    fresh = LOCAL / f"{PREFIX}new"
    postgres.end_stale(data_folder(fresh) / "postgres")  # of a run that was killed
    for old in LOCAL.glob(f"{PREFIX}*"):
        shutil.rmtree(old)
    try:
        with running_services(fresh, durable=False, parts=("database",)) as database:
            env = inherited_environment() | test_environment(fresh) | NOT_ASKED | database
            done = subprocess.run([PYTHON, "-c", MAKE], cwd=ROOT, env=env, check=False)
        if done.returncode:
            raise ServiceError("De testdatabase kon niet worden gemaakt.")
        shutil.move(data_folder(fresh), made)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copy2(source, target)
        return
    shutil.copytree(source, target, symlinks=True)
    if (user := unprivileged_user()) is not None:
        for path in (target, *target.rglob("*")):
            shutil.chown(path, user.pw_uid, user.pw_gid)
