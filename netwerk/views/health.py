"""`/gezond/` and `/metrics`: how it goes, for who looks after the servers.

`/gezond/` says whether everything that a visitor and a message need is alive. A machine that starts
anew what is ill must not ask it, for a web server that starts anew mends no mail: it asks
`/gezond/levend/`, which needs nothing but this process, and before it sends people here
`/gezond/klaar/`, once.
"""

import threading
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from netwerk.kern.berichten.watch import LONGEST_WAIT
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.toezicht import meten, regels, schijf, stand

MAX_HEARTBEAT_AGE = 60  # seconds; the worker and the loop write one every 15
_was_ready = threading.Event()  # what the database had, it keeps


@needs(OPEN)
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, else 503; the parts say what is not. Ages in seconds."""
    report: dict[str, Any] = {
        "database": stand.database_answers(),
        "broker": _broker(),
        "disk": not schijf.room().is_low,
    }
    if report["database"]:
        report |= stand.messages(timezone.now())
    healthy = all(
        [
            report["database"],
            report["broker"],
            report["disk"],
            _is_fresh(report.get("heartbeat_age")),
            _is_fresh(report.get("loop_age")),
            report.get("mail"),
            (report.get("oldest_unsent_age") or 0) <= LONGEST_WAIT.total_seconds(),
        ]
    )
    report["status"] = "gezond" if healthy else "niet gezond"
    return _answer(report, healthy=healthy)


@needs(OPEN)
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process answers at all; asks nobody else."""
    return _answer({"status": "levend"}, healthy=True)


@needs(OPEN)
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the database answered and had every migration of this release, else 503."""
    if not _was_ready.is_set():
        try:
            missing = stand.missing_migrations()
        except DatabaseError:
            return _answer({"status": "niet klaar", "database": False}, healthy=False)
        if missing:
            report = {"status": "niet klaar", "database": True, "migrations": missing}
            return _answer(report, healthy=False)
        _was_ready.set()
    return _answer({"status": "klaar"}, healthy=True)


@needs(OPEN)
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to who says the word; for everybody else there is no such page."""
    said = request.headers.get("Authorization", "")
    word = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(said, word):
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = HttpResponse(meten.counted() + stand.read(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(report: dict[str, Any], *, healthy: bool) -> JsonResponse:
    response = JsonResponse(report, status=200 if healthy else 503)
    response.headers["Cache-Control"] = "no-store"
    return regels.on_purpose(response)


def _broker() -> bool:
    client = redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=0.25, socket_connect_timeout=0.25, retry=None
    )
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()


def _is_fresh(age: float | None) -> bool:
    return age is not None and age <= MAX_HEARTBEAT_AGE
