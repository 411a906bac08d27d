"""Figures per community: they count what is there, and tell nothing about single people."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.enums import Stage
from communities import services
from communities.models import Community, Deelnemer
from netwerk import cijfers
from netwerk.cijfers import FEW, NOT_SHOWN, Figures
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DilemmaFactory,
    LesFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/beheer/cijfers/"


def members(community: Community, number: int, active: int = 0) -> list[Deelnemer]:
    """Give a community members, of whom some were here today."""
    rows = [
        LidmaatschapFactory(community=community, deelnemer__last_seen_on=None)
        for _ in range(number)
    ]
    made = [row.deelnemer for row in rows]
    Deelnemer.objects.filter(pk__in=[p.pk for p in made[:active]]).update(
        last_seen_on=timezone.localdate()
    )
    return made


def figures(community: Community, period: str = "alles") -> dict[str, Any]:
    """Return the figures of one community."""
    return cijfers.of_community(community, period).cells


def test_members_active_meetings_cases_and_lessons_are_counted(community: Community) -> None:
    people = members(community, 12, active=6)
    casus = CasusFactory(community=community, stage=Stage.DISCUSSED, casushouder=people[0])
    CasusFactory(community=community, withdrawn_at=timezone.now())
    hour = timedelta(hours=1)
    past = timezone.now() - timedelta(days=3)
    BijeenkomstFactory(community=community, starts_at=past, ends_at=past + hour)
    BijeenkomstFactory(community=community)
    DilemmaFactory(community=community)
    for subject in (community, casus):
        services.post_reactie(actor=people[0], subject=subject, body="Wat ik wil zeggen.")
    BevindingFactory(casus=casus)
    les = LesFactory(community=community, casus=casus)
    AdviesFactory(published=True, les=les)
    CasusFactory(title="Van een andere community")
    found = figures(community)
    assert (found["leden"], found["actief"]) == (12, 6)
    assert {key: n for key, n in found.items() if n and key not in cijfers.PEOPLE} == {
        "gehouden": 1,
        "gepland": 1,
        "casus_discussed": 1,
        "dilemmas": 1,
        "reacties": 2,
        "bevindingen": 2,
        "lessen": 1,
        "adviezen": 1,
    }


def test_period_counts_only_what_came_in_it(community: Community) -> None:
    old = CasusFactory(community=community)
    type(old).objects.update(created_at=timezone.now() - timedelta(days=200))
    assert figures(community, "90")["casus_exploring"] == 0
    assert figures(community, "365")["casus_exploring"] == 1


@pytest.mark.parametrize("number", [0, 1, 4])
def test_small_numbers_under_five_are_hidden(community: Community, number: int) -> None:
    members(community, number, active=number)
    found = figures(community)
    assert (found["leden"], found["actief"]) == (FEW, FEW)


def test_five_are_shown_but_not_how_few_stayed_away(community: Community) -> None:
    members(community, 5)
    assert figures(community)["leden"] == 5
    made = members(community, 5, active=5)
    assert figures(community)["actief"] == 5
    Deelnemer.objects.filter(
        pk=Deelnemer.objects.exclude(pk__in=[p.pk for p in made])[0].pk
    ).update(last_seen_on=timezone.localdate())
    assert figures(community)["actief"] == NOT_SHOWN  # ten minus six would be four people


def test_a_single_hidden_number_does_not_follow_from_the_total() -> None:
    rows = [
        Figures("a", cells={"leden": 3, "actief": 0}),
        Figures("b", cells={"leden": 8, "actief": 0}),
        Figures("c", cells={"leden": 20, "actief": 0}),
    ]
    total = Figures("alles", cells={"leden": 31, "actief": 0})
    cijfers.hide(rows, total)
    assert [row.cells["leden"] for row in rows] == [FEW, NOT_SHOWN, 20]
    assert total.cells["leden"] == 31


def test_two_hidden_numbers_that_add_up_to_little_take_a_third_along() -> None:
    rows = [
        Figures("a", cells={"leden": 1, "actief": 0}),
        Figures("b", cells={"leden": 1, "actief": 0}),
        Figures("c", cells={"leden": 20, "actief": 0}),
        Figures("d", cells={"leden": 30, "actief": 0}),
    ]
    total = Figures("alles", cells={"leden": 52, "actief": 0})
    cijfers.hide(rows, total)
    assert [row.cells["leden"] for row in rows] == [FEW, FEW, NOT_SHOWN, 30]


def test_csv_hides_the_same(beheerder: Deelnemer, community: Community, client_of: Any) -> None:
    members(community, 3)
    answer = client_of(beheerder).post(f"{PAGE}csv/?periode=alles")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    row = next(line for line in lines if line.startswith(community.name))
    assert row.split(";")[1:3] == [FEW, FEW]


def test_page_shows_words_and_no_small_number(
    beheerder: Deelnemer, community: Community, client_of: Any
) -> None:
    members(community, 3)
    page = client_of(beheerder).get(PAGE).content.decode()
    assert FEW in page


def test_organiser_sees_the_own_community_only(
    organisator: Deelnemer, community: Community, other_community: Community, client_of: Any
) -> None:
    client = client_of(organisator)
    page = client.get(f"/communities/{community.slug}/cijfers/")
    assert "Leden" in page.content.decode()
    assert client.get(f"/communities/{other_community.slug}/cijfers/").status_code == 403
    answer = client.post(f"/communities/{community.slug}/cijfers/csv/")
    assert community.name in b"".join(answer.streaming_content).decode()


def test_1_and_10_communities_take_the_same_number_of_queries(
    beheerder: Deelnemer, client_of: Any
) -> None:
    def one() -> None:
        community = CommunityFactory()
        person = members(community, 6)[0]
        casus = CasusFactory(community=community)
        services.post_reactie(actor=person, subject=casus, body="Iets.")
        LesFactory(community=community, casus=casus)

    client = client_of(beheerder)
    one()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for _ in range(9):
        one()
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(few) == len(many)
