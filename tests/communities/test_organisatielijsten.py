"""Lists and pages of organisations: who is found, who sees them, and what a page costs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from communities.models import Deelnemer, Organisatie, OrganisatieNaam
from tests.factories import (
    CasusFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]
SPLIT = date(2024, 7, 2)  # the day on which the cabinet-Schoof renamed and split ministries


def test_the_beheer_finds_organisations_by_every_filter(
    client_of: ClientOf, beheerder: Deelnemer, ministerie: Organisatie
) -> None:
    ended = OrganisatieFactory(
        name="Gemeente Weleer", ended_on=SPLIT, province=begrip("provincie", "fryslan")
    )
    OrganisatieNaam.objects.create(organisatie=ended, name="Grietenij Toen", until=SPLIT)
    manager = client_of(beheerder)
    for query, wanted in {
        "q=grietenij": {ended},
        "q=weleer": {ended},
        "q=kwaliteit": {ministerie},  # a part of a word
        "soort=ministerie": {ministerie},
        "laag=rijk": {ministerie},
        "kant=rijk": {ministerie},
        "gebied=fryslan": {ended},
        "stand=voorbij": {ended},
        "q=bestaat-niet": set(),
    }.items():
        found = set(
            manager.get(f"{reverse('beheer_organisaties')}?{query}").context["organisaties"]
        )
        assert found - {beheerder.organisatie} == wanted, query


def test_a_list_of_fifty_with_the_same_queries(
    client_of: ClientOf, client: Client, beheerder: Deelnemer, queries: Queries
) -> None:
    def fill(number: int) -> None:
        for each in OrganisatieFactory.create_batch(number):
            OrganisatieNaam.objects.create(organisatie=each, name=f"Ook {each.pk}")
            LidmaatschapFactory(deelnemer__organisatie=each)

    manager = client_of(beheerder)
    lists = [
        (manager, reverse("beheer_organisaties")),
        (client, reverse("communities:organisaties")),
    ]
    found = (client, f"{reverse('search')}?q=gemeente&soort=organisatie")
    fill(1)
    before = [queries(*each) for each in lists]
    with_one = queries(*found)
    fill(3)
    before.append(queries(*found))
    fill(46)
    assert [queries(*each) for each in (*lists, found)] == before
    assert with_one > before[-1], "of one find the page also looks whether another word was meant"


def test_a_page_of_an_organisation_takes_as_many_queries_for_one_as_for_fifty(
    client_of: ClientOf, deelnemer: Deelnemer, queries: Queries, text_of: Words
) -> None:
    office = OrganisatieFactory(name="Groot Bureau")

    def fill(number: int) -> None:
        for _ in range(number):
            LidmaatschapFactory(deelnemer__organisatie=office)
            CasusFactory(organisatie=office, visibility="public")
            OrganisatieFactory(ended_on=SPLIT, successor=office)

    fill(1)
    reader = client_of(deelnemer)
    before = queries(reader, office.get_absolute_url())
    fill(49)
    assert queries(reader, office.get_absolute_url()) in {before, before + 1}  # counts the rest
    fill(5)
    first = text_of(reader.get(office.get_absolute_url()))
    assert "55 deelnemers" in first
    assert "Je ziet de eerste 50. Er zijn er nog 5." in first
    assert len(reader.get(f"{office.get_absolute_url()}?pagina=2").context["people"]) == 5


def test_the_public_list_counts_per_side_and_names_no_people(
    client: Client,
    client_of: ClientOf,
    deelnemer: Deelnemer,
    ministerie: Organisatie,
    text_of: Words,
) -> None:
    LidmaatschapFactory(deelnemer__organisatie=ministerie, deelnemer__last_name="Geheimhouder")
    OrganisatieFactory(ended_on=SPLIT, name="Voorbij")
    answer = client.get(reverse("communities:organisaties"))
    assert not answer.cookies
    sides = {side.notation: side.number for side in answer.context["sides"]}
    assert sides["rijk"] == 1
    assert sum(sides.values()) == Organisatie.objects.current().count()
    words = text_of(answer)
    assert ("Voorbij" in words, "Geheimhouder" in words, "1 deelnemer" in words) == (
        False,
        False,
        False,
    )
    inside = text_of(client_of(deelnemer).get(reverse("communities:organisaties")))
    assert "1 deelnemer" in inside
