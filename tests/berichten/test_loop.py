"""Rounds, the loop, the breaker, Celery, and a broker that is dead."""

import threading
from typing import Any

import pytest
from django.db import connection

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import loop, registry
from netwerk.kern.berichten.models import Heartbeat, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import BATCH, send_due
from netwerk.kern.berichten.tasks import sweep
from tests.berichten.conftest import (
    due_now,
    free_port,
    publish,
    register,
    states,
    wait_for,
)
from tests.factories import DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


def test_dead_broker_has_no_effect_on_a_request(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netwerk.celery import app

    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    monkeypatch.setattr(app, "send_task", lambda *args, **kwargs: pytest.fail("broker was used"))
    publish(bijeenkomst)
    assert MessageEvent.objects.get().kind == "bijeenkomst.published"
    plan_due()
    due_now()
    assert send_due().sent == 1


def test_celery_does_the_same_work(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    sweep()
    assert states() == [(State.SENT, "")]


@pytest.mark.django_db(transaction=True)
def test_loop_is_woken_by_the_database_and_writes_its_heartbeat(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "POLL", 20.0)
    running = loop.Loop()
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        wait_for(lambda: Heartbeat.objects.filter(job="berichtenlus").exists())
        meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
        wait_for(lambda: states() == [(State.SENT, "")])
    finally:
        running.stop()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('berichten', '')")
        thread.join(timeout=5)
    assert not thread.is_alive()


def test_breaker_leaves_an_unreachable_server_alone(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, settings: Any
) -> None:
    register(bijeenkomst, deelnemer)
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 1},
        }
    }
    breaker = loop.Breaker()
    loop.sweep(breaker)
    assert (breaker.is_open, breaker.pause) == (True, 30.0)
    breaker.note(unreachable=True)
    assert breaker.pause == 60.0
    for _ in range(9):
        breaker.note(unreachable=True)
    assert breaker.pause == 300.0
    breaker.note(unreachable=False)
    assert (breaker.is_open, breaker.pause) == (False, 0.0)


def test_clock_that_fails_does_not_stop_the_round(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "_clocks", [broken])
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    assert loop.sweep() == 1


def test_sweep_goes_on_until_all_is_sent(bijeenkomst: Bijeenkomst, community: Community) -> None:
    for person in DeelnemerFactory.create_batch(BATCH + 2):
        LidmaatschapFactory(community=community, deelnemer=person)
    publish(bijeenkomst)
    plan_due()
    due_now()
    assert loop.sweep() == BATCH + 2


def test_sweep_stops_when_asked(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    register(bijeenkomst, deelnemer)
    assert loop.sweep(stopping=lambda: True) == 0
    assert send_due(stopping=lambda: True).sent == 0
    assert states() == [(State.PLANNED, "")]
