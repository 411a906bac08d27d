"""What gunicorn reads at start, in the folder that it is started from: log, shared counts, memory.

Its lines go through the settings of our own log (LOG_FORMAT). The counts of all its processes stand
in one folder, new with each start (netwerk/kern/toezicht/meten.py).
"""

import gc
import os
import shutil
import tempfile
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
OWN = "NETWERK_COUNTS"  # says, after a reload too, that the folder is ours to remove


def _log() -> dict[str, Any]:
    from django.conf import settings

    ours = {"level": settings.LOG_LEVEL, "handlers": [], "propagate": True}
    # It would write whole addresses, which may hold a key, and from where each reader came.
    none = {"level": "CRITICAL", "handlers": [], "propagate": False}
    loggers = settings.LOGGING["loggers"] | {"gunicorn.error": ours, "gunicorn.access": none}
    return settings.LOGGING | {"loggers": loggers}


logconfig_dict = _log()
forwarder_headers = ""  # nobody before us says under which path we live
control_socket_disable = True  # nobody steers a server from beside it; it would want a folder
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = os.environ[OWN] = tempfile.mkdtemp(prefix="netwerk-")


def post_worker_init(worker: Any) -> None:
    """Leave what was loaded out of every search for garbage.

    Going through all of it held up one page in so many by 0.15 s (docs/speed.md).
    """
    gc.collect()
    gc.freeze()


def on_exit(server: Any) -> None:
    """Remove the counts."""
    if folder := os.environ.get(OWN):
        shutil.rmtree(folder, ignore_errors=True)
