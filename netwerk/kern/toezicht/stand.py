"""How it goes, read from the database and the disk: for `/gezond/` and for `/metrics`.

A handful of queries on partial indexes and small tables, whoever answers: the database knows of all
processes, and also of those that are no web server.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, Heartbeat, InboundMail, Outcome, State
from netwerk.kern.berichten.watch import LOOP, MAIL_AWAY, STILL_AWAY, WORKER
from netwerk.kern.toezicht import schijf
from netwerk.kern.uitvoer.models import Stand, Uitvoer

MOST_COUNTED = 1000
CONNECTIONS = """
    SELECT coalesce(state, 'unknown'), count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user GROUP BY 1
"""


def database_answers() -> bool:
    """Say whether the database answers, and takes what is written."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only') = 'off'")
            return bool(cursor.fetchone()[0])  # one that takes nothing is of no use
    except DatabaseError:
        return False


def messages(now: datetime) -> dict[str, float | int | bool | None]:
    """Return the ages in seconds of heartbeats and of the oldest message, and what went wrong."""
    ran = {job: (now - at).total_seconds() for job, at in _beats()}
    away = ran.get(MAIL_AWAY)
    oldest = Delivery.objects.due(now).oldest()
    return {
        "heartbeat_age": _rounded(ran.get(WORKER)),
        "loop_age": _rounded(ran.get(LOOP)),
        "mail": away is None or away > STILL_AWAY.total_seconds(),
        "oldest_unsent_age": _rounded((now - oldest).total_seconds() if oldest else None),
        "dead": _number(Delivery.objects.filter(state=State.DEAD)),
        "ambiguous": _number(Delivery.objects.filter(state=State.AMBIGUOUS)),
    }


def missing_migrations() -> int:
    """Return how many migrations of this release the database has not had."""
    return len(_migrations() - set(MigrationRecorder(connection).applied_migrations()))


def version() -> str:
    """Return the version of this release."""
    source = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(source["project"]["version"])


def read() -> bytes:
    """Return the figures, as Prometheus reads them; while the database is away, that."""
    registry = CollectorRegistry()
    registry.register(_Collector())  # type: ignore[arg-type]
    return generate_latest(registry)


class _Collector:
    """Gives the figures at one moment."""

    def collect(self) -> Iterator[Metric]:
        """Give them all; what cannot be asked is left out."""
        info = GaugeMetricFamily("netwerk_build_info", "The release.", labels=["version"])
        info.add_metric([version()], 1)
        yield info
        yield from _disk()
        try:
            now = timezone.now()
            found = [*_outbox(now), *_files(now), *_backup(now), *_connections()]
        except DatabaseError:
            yield _one("netwerk_database_up", "Does the database answer?", 0)
            return
        yield _one("netwerk_database_up", "Does the database answer?", 1)
        yield from found


def _disk() -> Iterator[Metric]:
    room = schijf.room()
    yield _one("netwerk_media_free_bytes", "Room left where files are kept.", room.free)
    yield _one("netwerk_media_size_bytes", "Size of the disk where files are kept.", room.total)
    yield _one("netwerk_media_low", "1 when there is too little room.", room.is_low)


def _outbox(now: datetime) -> Iterator[Metric]:
    beats = GaugeMetricFamily(
        "netwerk_heartbeat_age_seconds", "Since a part last showed that it works.", labels=["part"]
    )  # not "job": Prometheus keeps that for itself
    facts = messages(now)
    for part, age in ((LOOP, facts["loop_age"]), (WORKER, facts["heartbeat_age"])):
        if age is not None:
            beats.add_metric([part], age)
    yield beats
    waiting = Delivery.objects.due(now)
    inbound = InboundMail.objects.filter(outcome=Outcome.NEW, due_at__lte=now)
    for name, text, value in (
        ("mail_server_up", "1 unless the mail server is away.", facts["mail"]),
        ("messages_waiting", "Messages that are due, at most 1000.", _number(waiting)),
        ("messages_oldest_seconds", "Age of the oldest.", facts["oldest_unsent_age"]),
        ("messages_dead", "Messages that were given up, at most 1000.", facts["dead"]),
        ("messages_ambiguous", "Messages in doubt, at most 1000.", facts["ambiguous"]),
        ("inbound_waiting", "Mail that came in and waits, at most 1000.", _number(inbound)),
    ):
        yield _one(f"netwerk_{name}", text, value)


def _files(now: datetime) -> Iterator[Metric]:
    busy = Uitvoer.objects.filter(state=Stand.BUSY)
    oldest = busy.order_by("due_at", "pk").values_list("requested_at", flat=True).first()
    age = (now - oldest).total_seconds() if oldest else 0
    yield _one("netwerk_files_waiting", "Files to be made, at most 1000.", _number(busy))
    yield _one("netwerk_files_oldest_seconds", "Age of the one whose turn it is.", age)


def _backup(now: datetime) -> Iterator[Metric]:
    """Give the age of the newest backup; while there was none, no figure."""
    made = AuditEvent.objects.filter(action="portaal.backed_up").order_by("-pk")
    if at := made.values_list("at", flat=True).first():
        age = (now - at).total_seconds()
        yield _one("netwerk_backup_age_seconds", "Since manage.py backup last succeeded.", age)


def _connections() -> Iterator[Metric]:
    """Give the connections of all processes together; a pool knows only of its own."""
    family = GaugeMetricFamily(
        "netwerk_database_connections", "Connections to the database.", labels=["state"]
    )
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        for state, number in cursor.fetchall():
            family.add_metric([state], number)
        cursor.execute("SELECT current_setting('max_connections')::int")
        most = cursor.fetchone()[0]
    yield family
    yield _one("netwerk_database_connections_most", "How many the database takes.", most)


def _one(name: str, text: str, value: Any) -> Metric:
    return GaugeMetricFamily(name, text, value=float(value or 0))


def _beats() -> Any:
    return Heartbeat.objects.values_list("job", "ran_at")


def _number(rows: Any) -> int:
    return int(rows.order_by()[:MOST_COUNTED].count())


def _rounded(age: float | None) -> float | None:
    return None if age is None else round(age, 1)


@cache
def _migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations or {})
