"""Run a site under the web server of the portal, and ask a page of it as fast as it goes."""

import contextlib
import json
import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netwerk.kern.dev.environment import PYTHON, ROOT, inherited_environment
from netwerk.kern.dev.processes import spawn, tail
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import GUNICORN

CONNECTIONS = (1, 16)
SECONDS = float(os.environ.get("SECONDS_EACH", "4"))
FEW, LONGER = 50, 4  # answers, and how many times as long a page is then measured
WARM = 1.0  # seconds; each process reads its templates once
START_SECONDS = 30


def bare_site() -> contextlib.AbstractContextManager[str]:
    """Run the bare view; gives its address."""
    return served("benchmarks.bare:application", "/10/", inherited_environment())


@contextlib.contextmanager
def served(
    application: str, path: str, env: Mapping[str, str], *, python: Path | str = PYTHON
) -> Iterator[str]:
    """Run a WSGI application as the portal runs; gives its address once it answers at `path`."""
    (port,) = free_ports(1)
    command = [part.replace("netwerk.wsgi:application", application) for part in map(str, GUNICORN)]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "web.log"
        child = spawn(
            "web",
            [python, *command[1:], f"--pythonpath={ROOT}", f"--bind=127.0.0.1:{port}"],
            run_dir=Path(folder),
            log=log,
            env=env,
            cwd=Path(folder),  # not the folder with the portal's gunicorn.conf.py
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}{path}", log)
            yield url
        finally:
            child.stop(patience=10)


def _wait_for(url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer:\n{tail(log)}")


def load(url: str, requests: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what `load.mjs` measured, per number of connections."""
    found = {}
    _ask(url, 4, WARM, requests)
    for connections in CONNECTIONS:
        seen = _ask(url, connections, SECONDS, requests)
        if sum(seen["statuses"].values()) < FEW:  # of so few no rate can be told
            seen = _ask(url, connections, LONGER * SECONDS, requests)
        found[str(connections)] = seen
    return found


def _ask(
    url: str, connections: int, seconds: float, requests: list[dict[str, Any]]
) -> dict[str, Any]:
    options = {"url": url, "connections": connections, "seconds": seconds, "requests": requests}
    done = subprocess.run(
        ["node", ROOT / "benchmarks/load.mjs"],
        input=json.dumps(options).encode(),
        check=True,
        stdout=subprocess.PIPE,
    )
    seen: dict[str, Any] = json.loads(done.stdout)
    wrong = {status for status in seen["statuses"] if status not in {"200", "302"}}
    if wrong or seen["failed"] or not (seen["statuses"] or seconds < LONGER * SECONDS):
        raise RuntimeError(f"{url}: {seen}")
    return seen
