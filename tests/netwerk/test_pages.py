"""The roof: home, dashboard and search show what you may see, in a fixed number of queries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bijeenkomsten.models import VerslagAkkoord
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import FailedAddress
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    GesprekFactory,
    LidmaatschapFactory,
    ReactieFactory,
    VerslagFactory,
)
from tests.kaart import paths_in_map

ClientOf = Callable[[Deelnemer | None], Client]


def queries(client: Client, path: str) -> int:
    """Return how many queries a page takes, warmed up."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def fill(community: Community, person: Deelnemer, number: int) -> None:
    """Add casussen with a gesprek, and meetings, that this person may see."""
    for _ in range(number):
        casus = CasusFactory(title="Bewoners en de bus", community=community, visibility="network")
        ReactieFactory(gesprek=GesprekFactory(subject=casus))
        meeting = BijeenkomstFactory(community=community, title="Bewoners aan tafel")
        AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
        BijeenkomstFactory(community=community)
        now = timezone.now()
        AanmeldingFactory(
            bijeenkomst=BijeenkomstFactory(community=community),
            deelnemer=person,
            answer="waiting",
            waiting_since=now,
            offered_until=now + timedelta(hours=1),
        )
        past = BijeenkomstFactory(
            community=community,
            starts_at=now - timedelta(hours=3),
            ends_at=now - timedelta(hours=1),
        )
        AanmeldingFactory(bijeenkomst=past, deelnemer=person)
        VerslagFactory(bijeenkomst=past, state="check", check_until=timezone.localdate())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/mijn/", "/zoeken/?q=bewoners", "/zoeken/?q=bewoners&soort=casus"]
)
def test_same_number_of_queries_for_one_and_for_fifty(
    path: str, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    fill(community, deelnemer, 1)
    few = queries(client, path)
    fill(community, deelnemer, 49)
    many = queries(client, path)
    # a page of results asks once for each kind on it; with more rows there may be fewer kinds
    assert many <= few if "zoeken" in path else many == few


@pytest.mark.django_db
def test_search_counts_and_shows_only_what_you_may_see(
    community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory(title="Openbare kanarie", visibility="public", community=community)
    CasusFactory(title="Besloten kanarie", visibility="community", community=community)
    CasusFactory(title="Geheime kanarie", visibility="group", community=community)

    def seen(person: Deelnemer | None) -> tuple[list[str], str]:
        response = client_of(person).get("/zoeken/", {"q": "kanarie"})
        titles = [line.title for line in response.context["results"]]
        return sorted(titles), str(response.context["total"])

    assert seen(None) == (["Openbare kanarie"], "1")
    assert seen(buitenstaander) == (["Openbare kanarie"], "1")
    assert seen(deelnemer) == (["Besloten kanarie", "Openbare kanarie"], "2")


@pytest.mark.django_db
def test_search_finds_what_stands_in_a_section(client: Client) -> None:
    CasusFactory(title="De halte", visibility="public", body="Een wormenhotel op het plein.")
    response = client.get("/zoeken/", {"q": "wormenhotel"})
    assert response.context["found"].kinds == {"casus": 1}


@pytest.mark.django_db
def test_dashboard_asks_for_an_answer_and_shows_the_agenda(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    BijeenkomstFactory(community=community, title="Kan het nog?")
    coming = BijeenkomstFactory(community=community, title="Ja gezegd")
    AanmeldingFactory(bijeenkomst=coming, deelnemer=deelnemer)
    BijeenkomstFactory(title="Van een ander")
    response = client_of(deelnemer).get("/mijn/")
    assert [task.title for task in response.context["tasks"]] == ["Kom je naar Kan het nog?"]
    assert [row.bijeenkomst.title for row in response.context["agenda"]] == ["Ja gezegd"]


@pytest.mark.django_db
def test_dashboard_asks_about_a_place_that_is_kept_until_it_is_not(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    def asked() -> list[str]:
        return [task.title for task in client_of(deelnemer).get("/mijn/").context["tasks"]]

    now = timezone.now()
    mine = AanmeldingFactory(
        bijeenkomst=BijeenkomstFactory(community=community, title="Vol"),
        deelnemer=deelnemer,
        answer="waiting",
        waiting_since=now,
    )
    assert asked() == []
    mine.offered_until = now + timedelta(hours=5)
    mine.save()
    assert asked() == ["Er is een plek voor je vrij: Vol"]
    mine.offered_until = now - timedelta(minutes=1)
    mine.save()
    assert asked() == []


@pytest.mark.django_db
def test_dashboard_asks_who_was_there_to_check_the_minutes_once(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    def asked(person: Deelnemer) -> list[str]:
        return [task.title for task in client_of(person).get("/mijn/").context["tasks"]]

    begin = timezone.now() - timedelta(days=1)
    past = BijeenkomstFactory(
        community=community, title="Geweest", starts_at=begin, ends_at=begin + timedelta(hours=2)
    )
    AanmeldingFactory(bijeenkomst=past, deelnemer=deelnemer)
    other = LidmaatschapFactory(community=community).deelnemer
    minutes = VerslagFactory(bijeenkomst=past)
    assert asked(deelnemer) == []
    minutes.state, minutes.check_until = "check", timezone.localdate()
    minutes.save()
    assert (asked(deelnemer), asked(other)) == (["Klopt het verslag van Geweest?"], [])
    VerslagAkkoord.objects.create(verslag=minutes, deelnemer=deelnemer)
    assert asked(deelnemer) == []


@pytest.mark.django_db
def test_dashboard_first_says_that_mail_comes_back(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    BijeenkomstFactory(community=community, title="Nog geen antwoord")
    moment = timezone.now()
    FailedAddress.objects.create(
        person=deelnemer, email=deelnemer.email, bounces=1, first_at=moment, last_at=moment
    )
    tasks = client_of(deelnemer).get("/mijn/").context["tasks"]
    assert [(task.title, task.url) for task in tasks] == [
        ("Mail aan jou komt terug", "/account/email/"),
        ("Kom je naar Nog geen antwoord?", tasks[1].url),
    ]


@pytest.mark.django_db
def test_home_of_a_visitor_counts_public_casussen_only(
    client: Client, community: Community
) -> None:
    CasusFactory(community=community, visibility="public", province="zeeland")
    CasusFactory(community=community, visibility="network", province="zeeland")
    response = client.get("/")
    assert response.context["per_province"] == {"zeeland": 1}
    assert [c.casus_count for c in response.context["communities"]] == [1]


@pytest.mark.django_db
def test_home_counts_what_the_list_of_a_community_shows(
    client: Client, community: Community, other_community: Community
) -> None:
    CasusFactory(community=community, visibility="public")
    shared = CasusFactory(community=other_community, visibility="public")
    shared.communities.add(community)
    counts = {row.pk: row.casus_count for row in client.get("/").context["communities"]}
    assert counts == {community.pk: 2, other_community.pk: 1}
    for row in (community, other_community):
        listed = client.get("/casussen/", {"community": row.slug})
        assert listed.context["paginator"].count == counts[row.pk]


@pytest.mark.django_db
def test_who_signs_in_at_the_front_page_comes_to_their_own_page(client: Client) -> None:
    home, page = client.get("/").text, client.get("/over/").text
    assert 'href="/account/login/"' in home
    assert "/account/login/?next=/over/" in page


@pytest.mark.django_db
def test_sitemap_lists_public_pages_only(client: Client) -> None:
    public = CasusFactory(visibility="public")
    hidden = CasusFactory(visibility="network")
    paths = paths_in_map(client)
    assert public.get_absolute_url() in paths
    assert not any(hidden.slug in path for path in paths)


@pytest.mark.django_db
def test_dashboard_of_a_redacteur_leads_to_what_waits_for_this_one(
    redacteur: Deelnemer, redacteur2: Deelnemer, client_of: ClientOf
) -> None:
    waiting = AdviesFactory(state="review", author=redacteur2)
    AdviesFactory(state="review", author=redacteur)
    AdviesFactory(state="review", author=redacteur2, edited_by=redacteur)
    tasks = client_of(redacteur).get("/mijn/").context["tasks"]
    assert [task.url for task in tasks] == [f"/handboek/redactie/{waiting.number}/"]
    assert client_of(redacteur).get(tasks[0].url).status_code == 200


@pytest.mark.django_db
def test_dashboard_of_an_organiser_leads_to_the_decision(
    community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    casus = CasusFactory(community=community)
    casus.publicatieverzoeken.create(wanted="public", requested_by=casus.casushouder)
    (task,) = client_of(organisator).get("/mijn/").context["tasks"]
    assert task.url == f"/casussen/{casus.slug}/publiceren/besluit/"
    assert client_of(organisator).get(task.url).status_code == 200
