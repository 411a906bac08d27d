"""`make test`: everything that tests need, and then pytest.

`python -m netwerk.kern.dev.testrun [pytest arguments]` runs a part. Without arguments it runs
`make check` first and then all tests. Every run has its own servers, ports and folders, so
several can run at the same time. The tests run also when a check fails; the exit code is that of
pytest, else that of the checks.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from netwerk.kern.dev import check, testdatabase
from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.chromium import ensure_chromium, find_chromium
from netwerk.kern.dev.environment import (
    PYTHON,
    ROOT,
    collect_static,
    inherited_environment,
    test_environment,
)
from netwerk.kern.dev.services import temporary_services

EVERYTHING = ("tests", "-n", str(testdatabase.WORKERS), "--dist", "loadgroup")


def main(arguments: Sequence[str]) -> int:
    """Run the tests; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    whole = not arguments
    try:
        chromium = _chromium(needed=whole or any("browser" in each for each in arguments))
        with tempfile.TemporaryDirectory(prefix="netwerk-test-") as folder:
            env = inherited_environment() | test_environment(Path(folder)) | chromium
            checked = _check() if whole else 0
            with temporary_services(fill=testdatabase.put_in) as services:
                return _pytest(env | services, arguments or EVERYTHING) or checked
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1


def _check() -> int:
    """Run the checks; the databases of the tests are made meanwhile."""
    with ThreadPoolExecutor(1) as beside:
        made = beside.submit(testdatabase.prepare)
        checked = check.main()
        made.result()
    return checked


def _chromium(*, needed: bool) -> dict[str, str]:
    found = ensure_chromium(lambda line: print(line, flush=True)) if needed else find_chromium()
    return {"CHROMIUM": str(found)} if found else {}


def _pytest(env: dict[str, str], arguments: Sequence[str]) -> int:
    collect_static(env)
    with subprocess.Popen(
        [PYTHON, "-m", "pytest", "--reuse-db", *arguments], cwd=ROOT, env=env
    ) as tests:
        try:
            return tests.wait()
        except BaseException:
            # Ctrl-C reaches pytest by itself; let it finish its report and its teardown.
            tests.terminate()
            tests.wait()
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
