"""Celery only wakes workers: PostgreSQL is the queue and the clock (docs/reliability.md)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

app = Celery("netwerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def _first_heartbeat(**_: Any) -> None:
    """Show at once that this worker works, and not only at the next tick of beat."""
    app.send_task("netwerk.kern.berichten.tasks.heartbeat")
