"""Celery only wakes workers: PostgreSQL is the queue and the clock (docs/reliability.md)."""

import os
from typing import Any

from celery import Celery
from celery.exceptions import OperationalError
from celery.signals import task_received, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

app = Celery("netwerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
HEARTBEAT = "netwerk.kern.berichten.tasks.heartbeat"


@worker_ready.connect
def _first_heartbeat(**_: Any) -> None:
    """Show at once that this worker works, and not only at the next tick of beat."""
    app.send_task(HEARTBEAT)


@worker_ready.connect
def _files_of_the_book(**_: Any) -> None:
    """Have the files of the handboek made, so that a new installation has them soon."""
    app.send_task("handboek.tasks.refresh_files", expires=60)


@worker_ready.connect
def _end_when_deaf(**_: Any) -> None:
    """End a worker that is alive but hears nothing, which happens after a lost connection.

    It sends itself something to hear. Silence means nothing while the broker does not take
    that, or while the worker is busy.
    """
    from django.conf import settings

    from netwerk.kern.berichten.watchdog import GLANCES, Watchdog

    patience = settings.MESSAGE_TIMES["deaf"]

    def should_hear() -> bool:
        from celery.worker.state import active_requests

        try:
            app.send_task(HEARTBEAT, expires=patience / GLANCES)
        except (OperationalError, OSError):
            return False
        return not active_requests

    watchdog = Watchdog(patience, should_hear, name="De werker")
    task_received.connect(watchdog.alive, weak=False)
    watchdog.start()
