"""Which message goes first, how many a minute, and how long a refused one waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import loop
from netwerk.kern.berichten.models import Delivery, Lane, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import BATCH, send_due
from tests.berichten.conftest import Sink, due_now, publish, register, states
from tests.factories import DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


def crowd(community: Community, bijeenkomst: Bijeenkomst, lane: Lane) -> None:
    """Make more than a batch of messages that are due for a while already."""
    for person in DeelnemerFactory.create_batch(BATCH + 10):
        LidmaatschapFactory(community=community, deelnemer=person)
    publish(bijeenkomst)
    plan_due()
    Delivery.objects.update(lane=lane, due_at=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize("lane", [Lane.NORMAL, Lane.DIGEST])
def test_urgent_goes_before_a_crowd_that_waits_longer(
    lane: Lane, bijeenkomst: Bijeenkomst, community: Community, deelnemer: Deelnemer
) -> None:
    crowd(community, bijeenkomst, lane)
    urgent = register(bijeenkomst, deelnemer)
    assert urgent.lane == Lane.URGENT
    send_due()
    assert mail.outbox[0].to == [deelnemer.email]
    assert mail.outbox[0].extra_headers["Message-ID"] == urgent.message_id
    assert len(mail.outbox) <= BATCH


def test_urgent_that_comes_while_a_crowd_is_sent_waits_for_one_batch_at_most(
    bijeenkomst: Bijeenkomst, community: Community, deelnemer: Deelnemer
) -> None:
    crowd(community, bijeenkomst, Lane.NORMAL)
    send_due()
    urgent = register(bijeenkomst, deelnemer)
    before = len(mail.outbox)
    send_due()
    assert mail.outbox[before].extra_headers["Message-ID"] == urgent.message_id


def test_no_more_in_a_minute_than_the_mail_server_takes(
    bijeenkomst: Bijeenkomst, community: Community, settings: Any
) -> None:
    settings.MAIL_PER_MINUTE = 4
    for _ in range(6):
        register(bijeenkomst, LidmaatschapFactory(community=community).deelnemer)
    assert send_due().sent == 4
    assert send_due().taken == 0
    sent = Delivery.objects.filter(state=State.SENT)
    sent.update(sent_at=timezone.now() - timedelta(seconds=61))
    assert send_due().sent == 2
    assert states() == [(State.SENT, "")] * 6


def test_each_refusal_doubles_the_wait_of_that_row_only(
    sink: Sink, bijeenkomst: Bijeenkomst, community: Community
) -> None:
    busy, other = (LidmaatschapFactory(community=community).deelnemer for _ in range(2))
    delivery = register(bijeenkomst, busy)
    sink.on_rcpt = {busy.email: "450 4.2.1 later"}.get
    for attempt in range(1, 6):
        due_now()
        now = timezone.now()
        send_due()
        delivery.refresh_from_db()
        wait = (delivery.due_at - now).total_seconds()
        assert delivery.attempts == attempt
        assert 15 * 2 ** (attempt - 1) * 0.5 <= wait <= 15 * 2 ** (attempt - 1) * 1.5 + 5
    register(bijeenkomst, other)
    assert send_due().sent == 1
    assert [to for to, _ in sink.ledger] == [[other.email]]


def test_server_that_closes_with_421_is_left_alone_and_the_rest_keeps_its_place(
    sink: Sink, bijeenkomst: Bijeenkomst, community: Community
) -> None:
    for _ in range(3):
        register(bijeenkomst, LidmaatschapFactory(community=community).deelnemer)
    sink.on_rcpt = lambda address: "421 4.3.2 closing"
    breaker = loop.Breaker()
    assert loop.sweep(breaker) == 0
    assert breaker.is_open
    assert [state for state, _ in states()] == [State.RETRY, State.PLANNED, State.PLANNED]
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_what_expired_while_the_server_was_away_is_not_sent_late(
    sink: Sink, bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    publish(bijeenkomst)
    plan_due()
    due_now()
    Delivery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert send_due().sent == 0
    assert states() == [(State.SUPPRESSED, "verlopen")]
    assert sink.ledger == []
