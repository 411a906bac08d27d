"""`make check`, `make fix`, `make migrations`: all that can be judged without running a test.

Every step runs, also after one that fails, so that one run shows everything there is to mend.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
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
    """List what is checked, in the order of what is fastest to mend."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text()).get("tool", {})
    return {
        "ruff check": (BIN / "ruff", "check", "."),
        "ruff format": (BIN / "ruff", "format", "--check", "."),
        "import-linter": (BIN / "lint-imports",),
        "djlint (opmaak)": (BIN / "djlint", "templates", "--check"),
        "djlint (regels)": (BIN / "djlint", "templates", "--lint"),
        **({"mypy": (BIN / "mypy",)} if "mypy" in configured else {}),
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
        failed = [name for name, command in todo.items() if not _passes(name, command, env)]
    print(f"Niet goed: {', '.join(failed)}" if failed else "Alle controles zijn goed.", flush=True)
    return 1 if failed else 0


def fix() -> int:
    """Mend what the tools can mend by themselves."""
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in FIXES)


def migrations() -> int:
    """Write the migrations that the models ask for, with servers and settings of its own."""
    return main(commands={"makemigrations": (*MANAGE, "makemigrations")})


def _passes(name: str, command: Sequence[str | Path], env: Mapping[str, str]) -> bool:
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit({"fix": fix, "migrations": migrations}.get("".join(sys.argv[1:]), main)())
