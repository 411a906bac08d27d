"""The front door of beheer: what waits, and the screens that somebody may open."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.models import Community, Contactbericht, Deelnemer, Rechtenreview
from netwerk.views.beheer import SCREENS
from tests.factories import CommunityFactory

pytestmark = pytest.mark.django_db


def test_every_screen_of_the_table_exists() -> None:
    for _, rows in SCREENS:
        for name, *_ in rows:
            assert reverse(name).startswith("/beheer/"), name


def test_beheerder_finds_what_a_beheerder_may_open(beheerder: Deelnemer, client_of: Any) -> None:
    client = client_of(beheerder)
    groups = client.get("/beheer/").context["groups"]
    assert [title for title, _ in groups] == ["Mensen", "Netwerk", "Toezicht"]
    for _, screens in groups:
        for screen in screens:
            assert client.get(screen.url).status_code == 200, screen.url


def test_redacteur_sees_only_the_screens_of_a_redacteur(
    redacteur: Deelnemer, client_of: Any
) -> None:
    page = client_of(redacteur).get("/beheer/")
    urls = {screen.url for _, screens in page.context["groups"] for screen in screens}
    assert reverse("beheer_nieuws") in urls
    assert reverse("beheer_logboek") not in urls
    assert page.context["attention"] == []


def test_what_needs_attention_stands_first(
    beheerder: Deelnemer, community: Community, client_of: Any
) -> None:
    Rechtenreview.objects.create(scope="all", due_on=timezone.localdate())
    Contactbericht.objects.create(name="Sam", email="sam@voorbeeld.nl", body="Mag ik meedoen?")
    page = client_of(beheerder).get("/beheer/")
    texts = [line.text for line in page.context["attention"]]
    assert "1 community heeft geen organisator" in texts
    assert "1 controle van rechten is nog niet klaar" in texts
    assert "1 vraag wacht op antwoord" in texts


def test_1_and_20_waiting_take_the_same_number_of_queries(
    beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    CommunityFactory()
    client.get("/beheer/")
    with CaptureQueriesContext(connection) as few:
        client.get("/beheer/")
    for _ in range(20):
        CommunityFactory()
        Contactbericht.objects.create(name="Sam", email="sam@voorbeeld.nl", body="Hoi")
    with CaptureQueriesContext(connection) as many:
        client.get("/beheer/")
    assert len(few) == len(many)


def test_the_title_of_a_screen_says_that_it_is_of_beheer(
    beheerder: Deelnemer, client_of: Any
) -> None:
    page = client_of(beheerder).get("/beheer/datalekken/").text
    assert "<title>Datalekken (beheer) | " in page
