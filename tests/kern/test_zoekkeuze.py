"""Choosing from a list that may be long: drawn in part, searched, and still kept whole."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten.models import Agendapunt
from casussen.models import Casus, Dilemma, Generator, Leervraag
from communities.models import Community, Deelnemer
from netwerk.kern.zoekkeuze import MOST_DRAWN
from tests.factories import BijeenkomstFactory, CasusFactory, DilemmaFactory

ClientOf = Callable[[Deelnemer | None], Client]
MANY = MOST_DRAWN + 5
DILEMMA = {
    "first_title": "Snel",
    "first_text": "Dan is het klaar.",
    "second_title": "Samen",
    "second_text": "Dan weten we meer.",
    "visibility": "community",
}


@pytest.fixture
def oldest(community: Community) -> Casus:
    """Make more casussen than a form draws; the oldest is the one that somebody looks for."""
    first: Casus = CasusFactory(community=community, title="De kruiwagen van Veldhage")
    CasusFactory.create_batch(MANY, community=community)
    Casus.objects.filter(pk=first.pk).update(updated_at="2020-01-01T00:00Z")
    return first


def shown(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def boxes(page: str) -> int:
    return len(re.findall(r'type="checkbox"\s+name="casussen"', page))


def test_a_form_draws_no_more_than_the_newest_and_one_finds_the_rest(
    community: Community, oldest: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    address = reverse("casussen:leervraag_create", args=[community.slug])
    page = shown(client.get(address))
    assert boxes(page) == MOST_DRAWN
    assert oldest.title not in page
    chosen = Casus.objects.order_by("-updated_at").first()
    assert chosen is not None
    typed = {"question": "Wat weten we nu?", "explanation": "Ik begon al.", "casussen": [chosen.pk]}
    typed |= {"visibility": "network", "casussen_zoek": "kruiwagen"}
    found = shown(client.post(address, typed))
    assert not Leervraag.objects.exists()
    assert "Gevonden bij “kruiwagen”: 1." in found
    assert boxes(found) == 2
    assert f'value="{chosen.pk}"' in found.split("checked")[0].rsplit("<input", 1)[1]
    assert "Ik begon al." in found
    assert "Wat weten we nu?" in found
    assert 'value="kruiwagen"' not in found
    keep = typed | {"casussen": [chosen.pk, oldest.pk], "casussen_zoek": ""}
    client.post(address, keep)
    assert set(Leervraag.objects.get().casussen.all()) == {chosen, oldest}


def test_what_was_chosen_before_stays_drawn_and_kept(
    community: Community, oldest: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    dilemma = DilemmaFactory(community=community, author=deelnemer)
    dilemma.casussen.add(oldest)
    client = client_of(deelnemer)
    address = reverse("casussen:dilemma_update", args=[dilemma.slug])
    page = shown(client.get(address))
    assert boxes(page) == MOST_DRAWN + 1
    assert page.count(oldest.title) == 1
    seen = re.findall(r'name="seen" value="([^"]*)"', page)
    typed = {"question": "Snel, of samen?", "casussen": [oldest.pk], "seen": seen}
    client.post(address, DILEMMA | typed)
    dilemma.refresh_from_db()
    assert dilemma.question == "Snel, of samen?"
    assert list(dilemma.casussen.all()) == [oldest]


def test_a_search_shows_no_errors_and_finds_nothing_that_is_hidden(
    community: Community, oldest: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory(community=community, visibility="group", title="De geheime kruiwagen")
    client = client_of(deelnemer)
    address = reverse("casussen:dilemma_create")
    found = shown(client.post(address, {"casussen_zoek": "kruiwagen"}))
    assert oldest.title in found
    assert "geheime" not in found
    assert "Schrijf de vraag op." not in found
    nothing = shown(client.post(address, {"casussen_zoek": "<b>\x00niets"}))
    assert "Niets gevonden bij “&lt;b&gt;niets”." in nothing
    assert not Dilemma.objects.exists()


def test_nonsense_among_what_was_chosen_gives_a_message(
    community: Community, oldest: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    address = reverse("casussen:leervraag_create", args=[community.slug])
    typed = {"question": "Wat weten we nu?", "visibility": "network"}
    for wrong in ("x", "9" * 30, "\x00", "-1"):
        page = shown(client_of(deelnemer).post(address, typed | {"casussen": [wrong]}))
        assert "veld--fout" in page
    assert not Leervraag.objects.exists()


def test_nonsense_for_the_only_choice_of_a_programme_gives_a_message(
    community: Community, oldest: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    meeting = BijeenkomstFactory(community=community)
    address = reverse("bijeenkomsten:agenda", args=[meeting.slug])
    typed = {"title": "Praten", "kind": "work", "minutes": "20"}
    for wrong in ("x", "9" * 30, "\x00", "-1", "2026-12-31"):
        page = shown(client_of(organisator).post(address, typed | {"casus": wrong}))
        assert "veld--fout" in page
    assert not Agendapunt.objects.exists()


def test_a_part_of_a_programme_finds_an_old_casus(
    community: Community, oldest: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    meeting = BijeenkomstFactory(community=community)
    client = client_of(organisator)
    address = reverse("bijeenkomsten:agenda", args=[meeting.slug])
    page = shown(client.get(address))
    [choice] = re.findall(r'<select name="casus".*?</select>', page, re.S)
    assert choice.count("<option") == MOST_DRAWN + 1
    assert oldest.title not in page
    typed = {"title": "Praten", "kind": "work", "minutes": "20"}
    found = shown(client.post(address, typed | {"casus_zoek": "kruiwagen"}))
    assert oldest.title in found
    assert not Agendapunt.objects.exists()
    client.post(address, typed | {"casus": oldest.pk, "casus_zoek": ""})
    assert Agendapunt.objects.get().casus == oldest


def test_a_double_generator_finds_the_one_that_stays(
    redacteur: Deelnemer, client_of: ClientOf
) -> None:
    rows = [
        Generator.objects.create(name=f"Wijkteam {n}", slug=f"wijkteam-{n}", created_by=redacteur)
        for n in range(MANY)
    ]
    Generator.objects.filter(pk=rows[3].pk).update(
        name="De kruiwagen", updated_at="2020-01-01T00:00Z"
    )
    client = client_of(redacteur)
    address = reverse("casussen:generator_merge", args=[rows[0].slug])
    page = shown(client.get(address))
    assert page.count("<option") == MOST_DRAWN + 1
    assert "De kruiwagen" not in page
    found = shown(client.get(address, {"met": "", "met_zoek": "kruiwagen"}))
    assert '<option value="wijkteam-3"' in found
    assert "“De kruiwagen” blijft." in shown(client.get(address, {"met": "wijkteam-3"}))


def test_a_short_list_is_drawn_whole_without_a_box(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory.create_batch(MOST_DRAWN, community=community)
    page = shown(
        client_of(deelnemer).get(reverse("casussen:leervraag_create", args=[community.slug]))
    )
    assert boxes(page) == MOST_DRAWN
    assert "casussen_zoek" not in page


def test_a_long_list_costs_no_more_queries_than_a_longer_one(
    community: Community, oldest: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    address = reverse("casussen:dilemma_create")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)

    queries()
    before = queries()
    CasusFactory.create_batch(50, community=community)
    assert queries() == before
