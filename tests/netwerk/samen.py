"""An application that answers nobody before enough are asking at the same time."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from netwerk.kern.dev.processes import wait_until

TOGETHER = 8  # as many as all threads of two processes


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer by which process, or 503 when the others do not come in."""
    if environ["PATH_INFO"] == "/":
        start_response("200 OK", [])
        return [b""]
    here = Path(os.environ["ASKING"])
    (here / environ["PATH_INFO"].strip("/")).touch()
    all_in = wait_until(lambda: len(list(here.iterdir())) == TOGETHER, 10)
    start_response("200 OK" if all_in else "503 Service Unavailable", [])
    return [str(os.getpid()).encode()]
