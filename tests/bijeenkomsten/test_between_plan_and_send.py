"""Somebody loses the right, the account or the wish between plan and sending (case 24)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from bijeenkomsten import services
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.notifications.reminders import announce_reminders
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import LidmaatschapFactory, begrip

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 10, 12, 0, tzinfo=UTC)
START = NOW + timedelta(days=10)


class Plot:
    """One meeting, one person, and what brings each kind of message about."""

    def __init__(self, organiser: Deelnemer, person: Deelnemer, community: Community) -> None:
        self.organiser, self.person = organiser, person
        self.meeting: Bijeenkomst = services.schedule_bijeenkomst(
            actor=organiser,
            community=community,
            title="Casustafel",
            kind=begrip("bijeenkomstsoort", "casustafel"),
            goal="Kijken",
            starts_at=START,
            ends_at=START + timedelta(hours=2),
            reminders=["1d"],
        )

    def answer(self, said: str) -> None:
        services.answer(actor=self.person, bijeenkomst=self.meeting, answer=said)

    def deliver(self) -> None:
        plan_due()
        while send_due().taken:
            pass

    def cancel(self) -> None:
        services.cancel_bijeenkomst(
            actor=self.organiser, bijeenkomst=self.meeting, reason="De zaal is dicht."
        )

    def bring_about(self, kind: str) -> None:
        """Do all that comes before, deliver it, and then what this message follows."""
        if kind == "published":
            return
        if kind != "registered":
            self.answer("yes")
        if kind == "restored":
            self.cancel()
        self.deliver()
        last: dict[str, Callable[[], Any]] = {
            "registered": lambda: self.answer("yes"),
            "unregistered": lambda: self.answer("no"),
            "moved": lambda: services.update_bijeenkomst(
                actor=self.organiser, bijeenkomst=self.meeting, place="Elders"
            ),
            "cancelled": self.cancel,
            "restored": lambda: services.restore_bijeenkomst(
                actor=self.organiser, bijeenkomst=self.meeting
            ),
            "reminder": announce_reminders,
        }
        last[kind]()


def leave(plot: Plot) -> None:
    plot.person.lidmaatschappen.all().delete()


def close(plot: Plot) -> None:
    Deelnemer.objects.filter(pk=plot.person.pk).update(is_active=False)


def want_nothing(plot: Plot) -> None:
    for message in registry.all_messages():
        if message.choices():
            preferences.set_frequency(person=plot.person, message=message, frequency="never")


def silence(plot: Plot) -> None:
    preferences.set_attention(person=plot.person, topic=plot.meeting, attention="mute")


LOSSES = {
    "mag het onderwerp niet meer zien": leave,
    "het account staat uit": close,
    "wil dit bericht niet": want_nothing,
    "wil hier niets over horen": silence,
}
KINDS = ["published", "registered", "unregistered", "moved", "cancelled", "restored", "reminder"]


@pytest.fixture
def person(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community).deelnemer


@pytest.mark.parametrize("reason", LOSSES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_lost_since_the_plan_counts(
    kind: str,
    reason: str,
    community: Community,
    organisator: Deelnemer,
    person: Deelnemer,
    settings: Any,
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0
    with time_machine.travel(NOW, tick=False) as clock:
        plot = Plot(organisator, person, community)
        if kind == "reminder":
            plot.answer("yes")
            plot.deliver()
            clock.move_to(START - timedelta(hours=20))
        plot.bring_about(kind) if kind != "reminder" else announce_reminders()
        plan_due()
        delivery = Delivery.objects.get(kind=f"bijeenkomst.{kind}", person=person)
        LOSSES[reason](plot)
        mail.outbox.clear()
        plot.deliver()
    delivery.refresh_from_db()
    essential = registry.get(delivery.kind).essential
    if essential and LOSSES[reason] in {want_nothing, silence}:
        assert (delivery.state, delivery.reason, len(mail.outbox)) == (State.SENT, "", 1)
    else:
        assert (delivery.state, delivery.reason) == (State.SUPPRESSED, reason)
        assert [each.to for each in mail.outbox if each.to == [person.email]] == []
