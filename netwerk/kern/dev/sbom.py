"""The list of what is inside (SBOM): one file for Python, one for the browser, as CycloneDX.

It is made from the lock files, so it says what a server really installs, and asks nothing of the
internet. A release carries both files (GOVERNANCE.md).
"""

import subprocess
import sys
from pathlib import Path

from netwerk.kern.dev.bootstrap import VENV, npm
from netwerk.kern.dev.environment import LOCAL, ROOT

FOLDER = LOCAL / "sbom"


def commands(folder: Path) -> dict[Path, list[str]]:
    """Return each file with the command that prints it."""
    python = [str(VENV / "bin/cyclonedx-py"), "requirements", "requirements.txt"]
    python += ["--pyproject", "pyproject.toml", "--sv", "1.6", "--of", "JSON"]
    python += ["--output-reproducible"]
    browser = [*map(str, npm()), "sbom", "--sbom-format", "cyclonedx", "--omit", "dev"]
    browser += ["--package-lock-only"]
    return {folder / "python.cdx.json": python, folder / "browser.cdx.json": browser}


def main(folder: Path = FOLDER) -> int:
    """Write both files and say where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, command in commands(folder).items():
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        if done.returncode:
            print(done.stderr.decode(), file=sys.stderr)
            return done.returncode
        path.write_bytes(done.stdout)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
