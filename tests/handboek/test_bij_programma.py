"""Who makes a programme is offered the lessen on the same themes, and only those they may read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten.models import Bijeenkomst
from casussen.models import Casus
from tests.factories import (
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    LesFactory,
    begrip,
)


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community)


def about(theme: str, **fields: Any) -> Casus:
    made = CasusFactory(**fields)
    made.themes.add(begrip("cbs-thema", theme))
    return made


def page(client: Any, meeting: Bijeenkomst) -> str:
    response = client.get(reverse("bijeenkomsten:agenda", args=[meeting.slug]))
    assert response.status_code == 200
    return response.content.decode()


def test_lessen_on_the_same_themes_stand_below_a_part_and_others_do_not(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    ours = about("wonen", community=community)
    AgendapuntFactory(bijeenkomst=meeting, casus=ours)
    elsewhere = about("wonen", community=community)
    LesFactory(casus=elsewhere, conclusion="Vraag eerst de buren.")
    LesFactory(casus=ours, conclusion="Van de casus zelf.")
    LesFactory(casus=about("milieu", community=community), conclusion="Over iets anders.")
    shown = page(client_of(organisator), meeting)
    assert "1 les over deze thema’s" in shown
    assert "Vraag eerst de buren." in shown
    assert "Van de casus zelf." not in shown
    assert "Over iets anders." not in shown


def test_a_dilemma_brings_the_lessen_of_its_casussen(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    dilemma = DilemmaFactory(community=community)
    dilemma.casussen.add(about("wonen", community=community))
    AgendapuntFactory(bijeenkomst=meeting, dilemma=dilemma)
    LesFactory(casus=about("wonen", community=community), conclusion="Vraag eerst de buren.")
    assert "Vraag eerst de buren." in page(client_of(organisator), meeting)


def test_a_les_from_a_casus_that_you_may_not_read_is_not_offered(
    client_of: Any, organisator: Any, community: Any, other_community: Any, meeting: Bijeenkomst
) -> None:
    AgendapuntFactory(bijeenkomst=meeting, casus=about("wonen", community=community))
    closed = about("wonen", community=other_community, visibility="community")
    LesFactory(casus=closed, conclusion="Kanarie achter een dichte deur.")
    assert "Kanarie" not in page(client_of(organisator), meeting)


def test_the_casus_of_a_part_that_you_may_not_read_says_nothing_about_its_themes(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    secret = about("wonen", community=community, visibility="group")
    AgendapuntFactory(bijeenkomst=meeting, casus=secret)
    LesFactory(casus=about("wonen", community=community), conclusion="Kanarie over wonen.")
    assert "Kanarie" not in page(client_of(organisator), meeting)


def test_one_and_thirty_parts_take_the_same_number_of_queries(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    LesFactory(casus=about("wonen", community=community))

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, meeting)
        return len(queries)

    def add() -> None:
        dilemma = DilemmaFactory(community=community)
        mine = about("wonen", community=community)
        dilemma.casussen.add(mine)
        AgendapuntFactory(bijeenkomst=meeting, casus=mine, dilemma=dilemma)

    for _ in range(25):  # so that the boxes to search in are there from the start
        about("wonen", community=community)
        DilemmaFactory(community=community)
    add()
    ask()
    few = ask()
    for _ in range(29):
        add()
    assert ask() == few
