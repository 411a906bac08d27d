"""What the tests of overviews share: a clock that stands still, and somebody who waits for one."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from communities import services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    CasusFactory,
    LidmaatschapFactory,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2027, 1, 12, 12, 0, tzinfo=AMSTERDAM)
WEDNESDAY_SEVEN = datetime(2027, 1, 13, 7, 0, tzinfo=AMSTERDAM)
MONDAY_SEVEN = datetime(2027, 1, 18, 7, 0, tzinfo=AMSTERDAM)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the time on a Tuesday at noon; the rounds of that day and week are done."""
    with time_machine.travel(TUESDAY, tick=False) as frozen:
        yield frozen


@pytest.fixture
def anna(community: Community) -> Deelnemer:
    """Return somebody who reads of conversations once a day."""
    person = LidmaatschapFactory(community=community, deelnemer__first_name="Anna").deelnemer
    choose(person, Frequency.DAILY)
    return person


@pytest.fixture
def ben(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Ben").deelnemer


@pytest.fixture
def casus(clock: Any, anna: Deelnemer, ben: Deelnemer, community: Community) -> Any:
    """Return a casus on which Anna wrote, so that she hears of what others write."""
    casus = CasusFactory(community=community, casushouder=ben, title="De bus die bleef rijden")
    post(anna, casus)
    run()
    return casus


def choose(person: Deelnemer, often: str, *kinds: str) -> None:
    for key in kinds or ("gesprek.reactie", "gesprek.gevolgd", "casus.reactie"):
        preferences.set_frequency(person=person, message=registry.get(key), frequency=often)


def post(actor: Deelnemer, subject: Any, parent: Reactie | None = None) -> Reactie:
    return services.post_reactie(actor=actor, subject=subject, body="GEHEIM woord", parent=parent)


def run() -> None:
    """Do one round: what time brings, planning, and all sending that is due."""
    announce_what_time_brings()
    plan_due()
    while send_due().taken:
        pass


def overviews(mailoutbox: list[Any]) -> list[Any]:
    return [mail for mail in mailoutbox if mail.subject.startswith("Nieuw in je netwerk")]


def lines(mail: Any) -> list[str]:
    return re.findall(r"^- (.*)$", mail.body, re.M)


def waiting() -> list[str]:
    """Return the states of everything that can be an item, oldest first."""
    rows = Delivery.objects.exclude(kind="overzicht").filter(person__first_name="Anna")
    return list(rows.order_by("pk").values_list("state", flat=True))
