"""From an event to deliveries: each person once, opt-outs, chunks, failures."""

from datetime import timedelta
from typing import Any

import pytest

from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import planner
from netwerk.kern.berichten.models import Delivery, Preference, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.berichten.conftest import publish, register
from tests.factories import LidmaatschapFactory

pytestmark = pytest.mark.django_db


def test_event_becomes_one_delivery_per_member(
    bijeenkomst: Bijeenkomst,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    settings: Any,
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 300
    event = publish(bijeenkomst, organisator)
    assert plan_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.person, delivery.kind) == (deelnemer, "bijeenkomst.published")
    assert delivery.dedupe_key == f"pub:{bijeenkomst.pk}:{deelnemer.pk}"
    assert delivery.due_at == event.created_at + timedelta(seconds=300)
    assert (delivery.state, delivery.event) == (State.PLANNED, event)
    event.refresh_from_db()
    assert event.planned_at is not None


def test_planning_the_same_thing_again_adds_nothing(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    publish(bijeenkomst)
    publish(bijeenkomst)
    assert plan_due() == 2
    assert plan_due() == 0
    assert Delivery.objects.count() == 1


def test_who_opted_out_or_cannot_log_in_is_left_out(
    bijeenkomst: Bijeenkomst, community: Community, deelnemer: Deelnemer
) -> None:
    closed = LidmaatschapFactory(community=community, deelnemer__is_active=False).deelnemer
    Preference.objects.create(person=deelnemer, kind="bijeenkomst.published", frequency="never")
    publish(bijeenkomst)
    plan_due()
    assert Delivery.objects.filter(person__in=[closed, deelnemer]).count() == 0


def test_essential_message_ignores_an_opt_out(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    Preference.objects.create(person=deelnemer, kind="bijeenkomst.registered", frequency="never")
    assert register(bijeenkomst, deelnemer).state == State.PLANNED
    assert send_due().sent == 1


def test_unknown_kind_is_planned_with_a_log_line(
    bijeenkomst: Bijeenkomst, caplog: pytest.LogCaptureFixture
) -> None:
    event = announce(kind="niemand.luistert", subject=bijeenkomst, actor=None)
    assert plan_due() == 1
    event.refresh_from_db()
    assert event.planned_at is not None
    assert f"Nobody is told about niemand.luistert (event {event.pk})." in caplog.text


def test_event_that_fails_does_not_stop_the_next(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    broken = announce(kind="bijeenkomst.reminder", subject=bijeenkomst, actor=None)  # of no moment
    publish(bijeenkomst)
    assert plan_due() == 1
    broken.refresh_from_db()
    assert broken.planned_at is None
    assert Delivery.objects.get().kind == "bijeenkomst.published"


def test_recipients_are_inserted_in_chunks(
    bijeenkomst: Bijeenkomst, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    LidmaatschapFactory.create_batch(7, community=community)
    monkeypatch.setattr(planner, "CHUNK", 3)
    publish(bijeenkomst)
    life: list[int] = []
    plan_due(lambda: life.append(Delivery.objects.count()))
    assert Delivery.objects.count() == 7
    assert life == [3, 6, 7], "a watchdog sees each chunk"
