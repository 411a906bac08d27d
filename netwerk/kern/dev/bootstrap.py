"""Install into `.local/` whatever is missing: uv, a Python, the packages, styles and scripts.

Called by every `make` target, with any Python from 3.8 on and only its standard library. Each
step leaves a stamp, a hash of all that it depends on, written after the step; a step whose stamp
still fits is skipped, so a second run needs no network.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"
UV = LOCAL / "uv/bin/uv"
VENV = LOCAL / "venv"
PYTHON = VENV / "bin/python"
PREFERRED = ("3.13", "3.12", "3.14", ">=3.12")
OLDEST_NODE = 20


class BootstrapError(Exception):
    """Something is missing on this machine; the text says what to do."""


def main() -> int:
    """Run the steps that are needed; returns the exit code."""
    LOCAL.mkdir(exist_ok=True)
    try:
        with _one_at_a_time():
            step("uv", _uv_inputs(), UV, _install_uv)
            step("venv", [ROOT / ".python-version"], PYTHON, _make_venv)
            step("packages", _package_inputs(), PYTHON, _install_packages)
            step("modules", _module_inputs(), ROOT / "node_modules", _install_modules)
            step("assets", _asset_inputs(), ROOT / "static/dist", _build_assets)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def stamp_of(files: Iterable[Path]) -> str:
    """Hash the names and the contents of these files, and the place of the clone.

    The place counts because an environment of Python does not work after it has been moved.
    """
    total = hashlib.sha256(str(ROOT).encode())
    for path in sorted(files):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() if path.exists() else b"absent")
    return total.hexdigest()


def step(
    name: str,
    inputs: Iterable[Path],
    result: Path,
    action: Callable[[], None],
    stamps: Path | None = None,
) -> None:
    """Do the action unless its result is there and was made from these inputs.

    The stamp stands in `.local/stamps`, or in `stamps` when it must disappear with the result.
    """
    stamp, wanted = (stamps or LOCAL / "stamps") / name, stamp_of(inputs)
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    _forget(stamp)
    action()
    stamp.parent.mkdir(exist_ok=True)
    fresh = stamp.with_name(name + ".new")
    fresh.write_text(wanted)
    fresh.replace(stamp)


def _forget(stamp: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        stamp.unlink()


def _uv_inputs() -> list[Path]:
    return [ROOT / "netwerk/kern/dev/requirements-uv.txt"]


def _package_inputs() -> list[Path]:
    return [ROOT / "requirements-dev.txt"]


def _module_inputs() -> list[Path]:
    return [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def _asset_inputs() -> list[Path]:
    sources = [path for path in (ROOT / "static/src").rglob("*") if path.is_file()]
    return [*_module_inputs(), ROOT / "static/build.mjs", *sources]


def _install_uv() -> None:
    _say("Installatieprogramma uv ophalen ...")
    shutil.rmtree(str(LOCAL / "uv"), ignore_errors=True)
    pip = [str(LOCAL / "uv/bin/python"), "-m", "pip", "install", "--disable-pip-version-check"]
    _run(
        [sys.executable, "-m", "venv", LOCAL / "uv"],
        "Deze Python kan geen omgeving maken. Installeer python3-venv en python3-pip.",
    )
    _run(
        [*pip, "--quiet", "--require-hashes", "-r", str(_uv_inputs()[0])],
        "Het pakket uv kon niet worden opgehaald. Is er verbinding met internet?",
    )


def _make_venv() -> None:
    python = _find_python()
    _say(f"Python-omgeving maken met {python} ...")
    _forget(LOCAL / "stamps/packages")
    _run(
        [UV, "venv", "--quiet", "--no-project", "--clear", "--python", python, VENV],
        "De Python-omgeving in .local/venv kon niet worden gemaakt.",
    )


def _install_packages() -> None:
    _say("Python-pakketten installeren ...")
    _run(
        [UV, "pip", "sync", "--require-hashes", "--python", PYTHON, "requirements-dev.txt"],
        "De Python-pakketten konden niet worden geïnstalleerd. Is er verbinding met internet?",
    )


def _find_python() -> str:
    """Find a Python of 3.12 or newer: one that is there, else one that uv downloads."""
    for wanted in PREFERRED:
        found = _output([UV, "python", "find", "--no-project", "--no-python-downloads", wanted])
        if found:
            return found
    for python in pyenv_pythons():
        if _output([python, "-c", "print('starts')"]):
            return str(python)
    _say(f"Python {PREFERRED[0]} ophalen ...")
    # uv leaves it in .local, so that `make clean` removes that as well.
    os.environ["UV_PYTHON_INSTALL_DIR"] = str(LOCAL / "python")
    subprocess.call([str(UV), "python", "install", "--no-bin", PREFERRED[0]], cwd=str(ROOT))
    found = _output([UV, "python", "find", "--no-project", "--managed-python", PREFERRED[0]])
    if found:
        return found
    raise BootstrapError(
        "Er is geen Python 3.12 of nieuwer, en ophalen lukte niet. "
        "Installeer Python 3.12 of nieuwer en probeer het opnieuw."
    )


def pyenv_pythons() -> list[Path]:
    """List what pyenv has but does not offer here: 3.13 first, then 3.12, then the newest."""
    home = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = []
    # The variable may name a folder of another user, which we may not read.
    with contextlib.suppress(PermissionError):
        for python in home.glob("versions/*/bin/python3"):
            match = re.match(r"3\.(\d+)\.\d+$", python.parents[1].name)
            if match and int(match.group(1)) >= 12:
                minor = int(match.group(1))
                found.append(((minor == 13, minor == 12, minor), python))
    return [python for _, python in sorted(found, reverse=True)]


def _install_modules() -> None:
    _say("Bouwstenen voor stijlen en scripts installeren ...")
    _run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        "De npm-pakketten konden niet worden geïnstalleerd. Is er verbinding met internet?",
    )


def _build_assets() -> None:
    _say("Stijlen en scripts bouwen ...")
    _run([*npm(), "run", "--silent", "build"], "De stijlen en scripts konden niet worden gebouwd.")


def npm() -> list[Path | str]:
    """Choose npm of the machine when its Node is new enough, else the one from the Python wheel."""
    version = re.match(r"v(\d+)\.", _output(["node", "--version"]))
    if version and int(version.group(1)) >= OLDEST_NODE and _output(["npm", "--version"]):
        return ["npm", "--no-update-notifier"]
    # npm calls `node` by its name.
    ours = str(VENV / "bin")
    if not os.environ["PATH"].startswith(ours):
        os.environ["PATH"] = ours + os.pathsep + os.environ["PATH"]
    return [VENV / "bin/npm", "--no-update-notifier"]


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two `make` commands in one clone must not install over each other."""
    with (LOCAL / "bootstrap.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _run(command: Sequence[Path | str], complaint: str) -> None:
    """Run it in the root of the repository, where uv sees `.python-version`."""
    if subprocess.call([str(part) for part in command], cwd=str(ROOT)):
        raise BootstrapError(complaint)


def _output(command: Sequence[Path | str]) -> str:
    """Give what a command says, without white space; empty when it fails or does not exist."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=str(ROOT),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
