"""Reminders in the form of a meeting, and on its page for who organises it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from bijeenkomsten.forms import BijeenkomstForm
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import BijeenkomstFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 10, 12, 0, tzinfo=UTC)
START = datetime(2027, 1, 28, 13, 0, tzinfo=UTC)  # at 14.00 in the Netherlands
ALL = ["7d", "1d", "1h"]


@pytest.fixture
def bijeenkomst(community: Community) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield BijeenkomstFactory(community=community, starts_at=START, reminders=ALL)


def form(organisator: Deelnemer, instance: Bijeenkomst, **typed: Any) -> BijeenkomstForm:
    data = {
        "kind": instance.kind_id,
        "title": instance.title,
        "goal": instance.goal,
        "place": instance.place,
        "first_day": "2027-01-28",
        "start_time": "14:00",
        "end_time": "16:00",
        "visibility": "community",
    }
    return BijeenkomstForm(data | typed, user=organisator, instance=instance)


def test_form_offers_three_moments_and_takes_none(
    bijeenkomst: Bijeenkomst, organisator: Deelnemer
) -> None:
    empty = BijeenkomstForm(user=organisator)
    assert empty["reminders"].value() == ["1d"]
    assert list(empty["reminders"].field.choices) == [
        ("7d", "Een week ervoor"),
        ("1d", "Een dag ervoor"),
        ("1h", "Een uur ervoor"),
    ]
    for chosen in ([], ["1h"], ALL):
        filled = form(organisator, bijeenkomst, reminders=chosen)
        assert filled.is_valid(), filled.errors
        assert filled.values()["reminders"] == chosen
    assert not form(organisator, bijeenkomst, reminders=["2d"]).is_valid()


@pytest.mark.parametrize(
    ("reminders", "shown"),
    [
        ([], "Wie komt, krijgt geen herinnering."),
        (["1h"], "Wie komt, krijgt een herinnering: een uur ervoor."),
        (["1h", "7d"], "Wie komt, krijgt een herinnering: een week en een uur ervoor."),
        (ALL, "Wie komt, krijgt een herinnering: een week, een dag en een uur ervoor."),
    ],
)
def test_page_tells_organisers_which_reminders_there_are(
    reminders: list[str],
    shown: str,
    bijeenkomst: Bijeenkomst,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    client_of: Any,
) -> None:
    Bijeenkomst.objects.update(reminders=reminders)

    def page(client: Client) -> str:
        return " ".join(client.get(bijeenkomst.get_absolute_url()).content.decode().split())

    assert shown in page(client_of(organisator))
    assert "herinnering" not in page(client_of(deelnemer))


def test_organiser_changes_reminders_on_the_page(
    bijeenkomst: Bijeenkomst, organisator: Deelnemer, client_of: Any
) -> None:
    address = f"{bijeenkomst.get_absolute_url()}wijzigen/"
    client = client_of(organisator)
    page = client.get(address).content.decode()
    assert page.count('name="reminders"') == 3
    data = form(organisator, bijeenkomst).data | {"reminders": ["7d"], "revision": 1}
    assert client.post(address, data).status_code == 302
    assert Bijeenkomst.objects.get().reminders == ["7d"]
    assert not MessageEvent.objects.exists(), "nobody needs to hear of it"
