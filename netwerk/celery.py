"""Celery only wakes workers: PostgreSQL is the queue and the clock (docs/reliability.md)."""

import gc
import logging
import os
import time
from typing import Any

from celery import Celery
from celery.exceptions import OperationalError
from celery.signals import (
    task_failure,
    task_postrun,
    task_prerun,
    task_received,
    worker_init,
    worker_ready,
)

from netwerk.kern.toezicht import bij_celery  # noqa: F401 - it listens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

app = Celery("netwerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
HEARTBEAT = "netwerk.kern.berichten.tasks.heartbeat"
OFTEN = 60.0  # seconds; what comes round as often is written only when it fails
_began: dict[str, float] = {}


@worker_init.connect
def _share_memory(**_: Any) -> None:
    """Leave what is loaded by now where it is: the processes of this worker share it then."""
    gc.collect()
    gc.freeze()


@task_prerun.connect
def _task_begins(task_id: str, **_: Any) -> None:
    _began[task_id] = time.monotonic()


@task_postrun.connect
def _task_ended(task_id: str, task: Any, state: str | None = None, **_: Any) -> None:
    """Write what was done, and how long it took."""
    from netwerk.kern.toezicht import regels

    seconds = time.monotonic() - _began.pop(task_id, time.monotonic())
    if state == "SUCCESS":
        level = logging.DEBUG if _comes_often(task.name) else logging.INFO
        took = round(seconds * 1000)
        regels.event("task.done", thing=task.name, level=level, duration_ms=took)


@task_failure.connect
def _task_failed(sender: Any, exception: BaseException, **_: Any) -> None:
    """Write what failed, without what it was about: the text of an error may repeat that."""
    from netwerk.kern.toezicht import regels

    regels.event(
        "task.failed",
        thing=sender.name,
        result="failed",
        level=logging.ERROR,
        error=regels.way_to(exception),
    )


def _comes_often(name: str) -> bool:
    from django.conf import settings

    rounds: Any = settings.CELERY_BEAT_SCHEDULE.values()
    return any(each["task"] == name and each["schedule"] <= OFTEN for each in rounds)


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
