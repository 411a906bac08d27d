"""`make release-dump`: keep how the database of this release looks, for the next one to upgrade.

Writes two files in tests/upgrade, named after the version in pyproject.toml: the database with
the demo content (small, and invented), and the migrations that it knows. The newest list is also
where the check of migrations for locks begins.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import (
    PYTHON,
    ROOT,
    collect_static,
    inherited_environment,
    manage,
    test_environment,
)
from netwerk.kern.dev.services import temporary_services

FOLDER = ROOT / "tests/upgrade"
LIST = """
import django
django.setup()
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
    print(app, name)
"""
DUMP = """
import sys
import django
django.setup()
from pathlib import Path
from netwerk.backup import programs
options = ("--format=custom", "--compress=gzip:9", "--no-owner", "--no-privileges")
with Path(sys.argv[1]).open("wb") as file:
    file.writelines(programs.output("pg_dump", *options, f"--dbname={programs.database()}"))
"""


def main() -> int:
    """Write both files; returns 0 when they are there."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    try:
        with (
            tempfile.TemporaryDirectory(prefix="netwerk-release-") as folder,
            temporary_services() as services,
        ):
            env = inherited_environment() | test_environment(Path(folder)) | services
            _write(version, env | {"DEVELOPMENT": "1"})
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Klaar: {FOLDER}/{version}.dump en {version}.migrations")
    return 0


def _write(version: str, env: Mapping[str, str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    collect_static(env)
    manage(env, "migrate", "--noinput", "--verbosity=0")
    manage(env, "demo_data", "--scale", "1")
    _python(DUMP, str(FOLDER / f"{version}.dump"), env=env)
    (FOLDER / f"{version}.migrations").write_text(_python(LIST, env=env))


def _python(script: str, *arguments: str, env: Mapping[str, str]) -> str:
    command = [PYTHON, "-c", script, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(env), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise ServiceError("De database van deze uitgave kon niet worden bewaard.")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
