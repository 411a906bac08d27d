"""`make check`, `make fix`, `make migrations`: all that can be judged without running a test.

Every step runs, also after one that fails, so that one run shows everything there is to mend.
Steps run side by side, one per processor; what they say stands in the order of the list.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.environment import PYTHON, ROOT, inherited_environment, production_environment
from netwerk.kern.dev.services import temporary_services

BIN = Path(PYTHON).parent
MANAGE = (PYTHON, "manage.py")
FIXES = (
    (BIN / "ruff", "check", "--fix", "--quiet", "."),
    (BIN / "ruff", "format", "--quiet", "."),
    (BIN / "djlint", "templates", "--reformat", "--quiet"),
)


def steps() -> dict[str, tuple[str | Path, ...]]:
    """List what is checked: what takes longest first, then what is fastest to mend."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text()).get("tool", {})
    return {
        **({"mypy": (BIN / "mypy",)} if "mypy" in configured else {}),
        "ruff check": (BIN / "ruff", "check", "."),
        "ruff format": (BIN / "ruff", "format", "--check", "."),
        "import-linter": (BIN / "lint-imports",),
        "djlint (opmaak)": (BIN / "djlint", "templates", "--check"),
        "djlint (regels)": (BIN / "djlint", "templates", "--lint"),
        "migraties": (*MANAGE, "makemigrations", "--check", "--dry-run"),
        "sloten van migraties": (PYTHON, "-m", "netwerk.kern.dev.locks"),
        "check --deploy": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    }


def main(
    services: Mapping[str, str] | None = None,
    commands: Mapping[str, Sequence[str | Path]] | None = None,
) -> int:
    """Run every step; returns 0 when all are good. Starts servers when none are given."""
    if services is None:
        try:
            with temporary_services() as own:
                return main(own, commands)
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
    with tempfile.TemporaryDirectory(prefix="netwerk-check-") as folder:
        env = inherited_environment() | production_environment(Path(folder)) | dict(services)
        todo = steps() if commands is None else commands
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = pool.map(lambda command: _run(command, env), todo.values())
            done = zip(todo, answers, strict=True)
            failed = [name for name, answer in done if not _passed(name, answer)]
    print(f"Niet goed: {', '.join(failed)}" if failed else "Alle controles zijn goed.", flush=True)
    return 1 if failed else 0


def fix() -> int:
    """Mend what the tools can mend by themselves."""
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in FIXES)


def migrations() -> int:
    """Write the migrations that the models ask for, with servers and settings of its own."""
    return main(commands={"makemigrations": (*MANAGE, "makemigrations")})


type Done = subprocess.CompletedProcess[bytes]


def _run(command: Sequence[str | Path], env: Mapping[str, str]) -> Done:
    return subprocess.run(
        command, cwd=ROOT, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _passed(name: str, done: Done) -> bool:
    print(f"== {name}", flush=True)
    sys.stdout.buffer.write(done.stdout)
    sys.stdout.flush()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit({"fix": fix, "migrations": migrations}.get("".join(sys.argv[1:]), main)())
