"""`/gezond/`: is everything that a visitor and a message need alive?"""

from datetime import datetime
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from netwerk.kern.berichten.models import Delivery, Heartbeat, State
from netwerk.kern.berichten.watch import LONGEST_WAIT, LOOP, MAIL_AWAY, STILL_AWAY, WORKER
from netwerk.kern.policy import OPEN, needs

MAX_HEARTBEAT_AGE = 60  # seconds; the worker and the loop write one every 15
MOST_COUNTED = 1000


@needs(OPEN)
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, else 503; the parts say what is not. Ages in seconds."""
    report: dict[str, Any] = {"database": _database(), "broker": _broker()}
    if report["database"]:
        report |= _ages(timezone.now())
    healthy = all(
        [
            report["database"],
            report["broker"],
            _is_fresh(report.get("heartbeat_age")),
            _is_fresh(report.get("loop_age")),
            report.get("mail"),
            (report.get("oldest_unsent_age") or 0) <= LONGEST_WAIT.total_seconds(),
        ]
    )
    report["status"] = "gezond" if healthy else "niet gezond"
    response = JsonResponse(report, status=200 if healthy else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only') = 'off'")
            return bool(cursor.fetchone()[0])  # one that takes nothing is of no use
    except DatabaseError:
        return False


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


def _ages(now: datetime) -> dict[str, float | int | bool | None]:
    beats = Heartbeat.objects.values_list("job", "ran_at")
    ran = {job: (now - at).total_seconds() for job, at in beats}
    away = ran.get(MAIL_AWAY)
    oldest = Delivery.objects.due(now).oldest()
    return {
        "heartbeat_age": _rounded(ran.get(WORKER)),
        "loop_age": _rounded(ran.get(LOOP)),
        "mail": away is None or away > STILL_AWAY.total_seconds(),
        "oldest_unsent_age": _rounded((now - oldest).total_seconds() if oldest else None),
        "dead": _number(State.DEAD),
        "ambiguous": _number(State.AMBIGUOUS),
    }


def _number(state: State) -> int:
    """Count messages that a beheerder must look at, up to MOST_COUNTED; they make nobody ill."""
    return Delivery.objects.filter(state=state)[:MOST_COUNTED].count()


def _rounded(age: float | None) -> float | None:
    return None if age is None else round(age, 1)
