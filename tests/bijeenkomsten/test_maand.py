"""The month: the right days, only what somebody may see, and as few questions as for one."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten.maanden import month_of
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from tests.factories import BijeenkomstFactory, begrip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("community")]
NOW = datetime(2026, 10, 14, 10, 0, tzinfo=UTC)
DAY = re.compile(r"<td data-dag.*?</td>", re.DOTALL)


@pytest.fixture(autouse=True)
def _october() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def meeting(title: str, begin: datetime, end: datetime, **more: Any) -> Bijeenkomst:
    more.setdefault("visibility", "public")
    return BijeenkomstFactory(title=title, starts_at=begin, ends_at=end, **more)


def on(day: int, hour: int = 8, *, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)


def page(client: Client, year: int = 2026, number: int = 10, **query: str) -> Any:
    return client.get(reverse("bijeenkomsten:month", args=[year, number]), query)


def days_with(response: Any, title: str) -> list[int]:
    """Return on which days of the table a title stands."""
    days = DAY.findall(response.text)
    assert len(days) == 31
    return [number for number, day in enumerate(days, 1) if title in day]


def test_a_meeting_stands_on_each_of_its_days(client: Client) -> None:
    meeting("Eén dag", on(8), on(8, 10))
    meeting("Tweedaagse", on(24), on(25, 22))
    meeting("Tot middernacht", on(12, 18), on(12, 22))
    meeting("Over de grens", on(30, month=9), on(1, 12))
    response = page(client)
    assert days_with(response, "Eén dag") == [8]
    assert days_with(response, "Tweedaagse") == [24, 25], "also over the night of the clock"
    assert days_with(response, "Tot middernacht") == [12]
    assert days_with(response, "Over de grens") == [1]


def test_weeks_begin_on_monday_and_today_is_marked(client: Client) -> None:
    found = month_of(2026, 10)
    assert found
    assert [len(week) for week in found.weeks] == [7] * 5
    assert [day is None for day in found.weeks[0]] == [True] * 3 + [False] * 4
    response = page(client)
    assert response.text.count('aria-current="date"') == 1
    today = DAY.findall(response.text)[13]
    assert 'aria-current="date"' in today
    assert "vandaag" in today
    assert response.text.count('<th scope="col">') == 7
    assert "aria-current" not in "".join(DAY.findall(page(client, 2026, 12).text))


def test_the_month_shows_only_what_somebody_may_see(
    client: Client, client_of: Any, deelnemer: Deelnemer, community: Community
) -> None:
    meeting("Besloten", on(8), on(8, 10), visibility="community", community=community)
    assert "Besloten" not in page(client).text
    assert days_with(page(client_of(deelnemer)), "Besloten") == [8]


def test_the_choices_of_the_list_count_here_too(
    client: Client, community: Community, other_community: Community
) -> None:
    netwerkdag = begrip("bijeenkomstsoort", "netwerkdag")
    meeting("Van ons", on(8), on(8, 10), community=community)
    meeting("Van hen", on(9), on(9, 10), community=other_community, kind=netwerkdag)
    ours = page(client, community=community.slug)
    assert (days_with(ours, "Van ons"), days_with(ours, "Van hen")) == ([8], [])
    kind = page(client, soort=netwerkdag.notation)
    assert (days_with(kind, "Van ons"), days_with(kind, "Van hen")) == ([], [9])
    assert f"/bijeenkomsten/maand/2026/11/?community={community.slug}" in ours.text
    assert "Van ons" in page(client, community="bestaat-niet").text


def test_the_list_leads_to_the_month_with_the_same_choice(
    client: Client, community: Community
) -> None:
    text = client.get(reverse("bijeenkomsten:list"), {"community": community.slug}).text
    assert f'href="/bijeenkomsten/maand/2026/10/?community={community.slug}"' in text


def test_previous_and_next_and_where_they_end(client: Client) -> None:
    january = page(client, 2026, 1).text
    assert "/bijeenkomsten/maand/2025/12/" in january
    assert "/bijeenkomsten/maand/2026/2/" in january
    assert "/bijeenkomsten/maand/2019/" not in page(client, 2020, 1).text
    assert "/bijeenkomsten/maand/2100/" not in page(client, 2099, 12).text


@pytest.mark.parametrize(("year", "number"), [(2019, 12), (2100, 1), (2026, 0), (2026, 13)])
def test_a_month_far_away_is_no_page(client: Client, year: int, number: int) -> None:
    assert page(client, year, number).status_code == 404


def test_on_a_phone_stand_the_days_that_have_something(client: Client) -> None:
    meeting("Eerste", on(8), on(8, 10))
    meeting("Tweede", on(20), on(20, 10), status="cancelled")
    [phone] = re.findall(r'<ol class="maandlijst".*?</ol>', page(client).text, re.DOTALL)
    assert re.findall(r'datetime="(\S+)"', phone) == ["2026-10-08", "2026-10-20"]
    assert "Gaat niet door" in phone
    assert "is er geen bijeenkomst" in page(client, 2026, 11).text


def busy_day(community: Community, number: int) -> None:
    for place in range(number):
        meeting(f"Nummer {place:02}", on(8, place % 12), on(8, 13), community=community)


@pytest.mark.parametrize(("number", "shown"), [(4, 4), (5, 3), (30, 3)])
def test_a_busy_day_shows_its_first_meetings_and_how_many_more(
    client: Client, community: Community, number: int, shown: int
) -> None:
    busy_day(community, number)
    text = page(client, community=community.slug).text
    day = DAY.findall(text)[7]
    assert day.count("maand__titel") == shown
    more = f'href="?community={community.slug}&amp;dag=8">Nog {number - shown}<'
    assert text.count(more) == (2 if number > shown else 0), "in the table and in the list"


def test_a_day_shows_all_in_pages_and_leads_back(client: Client, community: Community) -> None:
    busy_day(community, 30)
    meeting("Een dag later", on(9), on(9, 10), community=community)
    chosen = {"community": community.slug, "dag": "8"}
    first, second = page(client, **chosen), page(client, pagina="2", **chosen)
    assert "Donderdag 8 oktober 2026" in first.text
    titles = [re.findall(r"Nummer \d\d", each.text) for each in (first, second)]
    assert [len(each) for each in titles] == [20, 10]
    assert len({*titles[0], *titles[1]}) == 30
    assert "Een dag later" not in first.text
    assert f'href="/bijeenkomsten/maand/2026/10/?community={community.slug}"' in first.text
    assert "is er geen bijeenkomst" in page(client, dag="1").text


@pytest.mark.parametrize("nonsense", ["0", "32", "acht", "-1", "1" * 40])
def test_a_day_that_is_none_shows_the_month(client: Client, nonsense: str) -> None:
    assert len(DAY.findall(page(client, dag=nonsense).text)) == 31
    assert DAY.findall(page(client, 2026, 2, dag="30").text)


def test_queries_of_the_month_do_not_grow(
    client_of: Any, deelnemer: Deelnemer, community: Community
) -> None:
    reader = client_of(deelnemer)
    page(reader)
    counts = []
    for number in (1, 49):
        for hour in range(number):
            meeting(
                f"Nummer {number} {hour}",
                on(1 + hour % 28),
                on(1 + hour % 28, 10),
                community=community,
                visibility="community",
            )
        with CaptureQueriesContext(connection) as queries:
            assert page(reader).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
