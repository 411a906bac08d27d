"""The beheer of communities: what they tell, their addresses, their end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschap, OrganisatieNaam
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CommunityFactory, LidmaatschapFactory, OrganisatieFactory

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


def address(name: str, community: Community) -> str:
    """Return an address of beheer about a community."""
    return reverse(f"beheer_community{name}", args=[community.pk])


def facts(community: Community, **changes: Any) -> dict[str, Any]:
    """Return what the form of a community holds, with changes."""
    return {
        "number": community.number,
        "name": community.name,
        "slug": community.slug,
        "central_question": community.central_question,
    } | changes


def actions() -> list[str]:
    """Return what the audit log says was done."""
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_beheerder_begins_a_community_that_has_no_organiser_yet(
    client_of: ClientOf, client: Client, beheerder: Deelnemer, text_of: Words
) -> None:
    office = OrganisatieFactory(name="Trendbureau Drenthe")
    OrganisatieNaam.objects.create(organisatie=office, name="TBD")
    data = {
        "number": 9,
        "name": "Water en wonen",
        "slug": "water-en-wonen",
        "central_question": "Waar bouw je nog?",
        "intro": "**Samen** zoeken.",
        "sub_lines": "Bodem\n\n  Bewoners  en boeren ",
        "coordinators": "tbd",
        "starts_on": "2027-01-01",
    }
    manager = client_of(beheerder)
    manager.post(reverse("beheer_community_nieuw"), data)
    made = Community.objects.get(slug="water-en-wonen")
    assert made.sub_lines == ["Bodem", "Bewoners en boeren"]
    assert list(made.coordinators.all()) == [office]
    assert "Waar bouw je nog?" in text_of(client.get(made.get_absolute_url()))
    listed = manager.get(reverse("beheer_communities"))
    assert listed.context["alone"] == [made]
    assert "Water en wonen heeft geen organisator" in text_of(listed)
    LidmaatschapFactory(community=made, role=Role.ORGANISER, deelnemer__last_name="Trekker")
    again = manager.get(reverse("beheer_communities"))
    assert (again.context["alone"], "Trekker" in text_of(again)) == ([], True)
    assert actions() == ["community.added"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"slug": "sturen-op-impact"}, "slug"),
        ({"slug": "oud-adres"}, "slug"),
        ({"slug": "met spatie"}, "slug"),
        ({"coordinators": "Gemeente Die Niet Bestaat"}, "coordinators"),
        ({"starts_on": "2027-01-01", "ends_on": "2026-01-01"}, "ends_on"),
        ({"sub_lines": "\n".join("abcdefghijklm")}, "sub_lines"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    client_of: ClientOf,
    beheerder: Deelnemer,
    community: Community,
    other_community: Community,
    change: dict[str, str],
    field: str,
) -> None:
    Community.objects.filter(pk=other_community.pk).update(former_slugs=["oud-adres"])
    data = facts(community, intro="Blijft staan") | change
    answer = client_of(beheerder).post(address("", community), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert "Blijft staan" in answer.content.decode()
    community.refresh_from_db()
    assert (community.slug, community.intro, actions()) == ("bewoners-in-beeld", "", [])


def test_an_organisation_that_is_unknown_gets_a_hint(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    OrganisatieFactory(name="Trendbureau Drenthe")
    data = facts(community, coordinators="Trendburo Drente")
    answer = client_of(beheerder).post(address("", community), data)
    assert "Bedoel je Trendbureau Drenthe?" in answer.content.decode()


def test_an_old_address_of_a_community_leads_to_the_new_one(
    client_of: ClientOf,
    client: Client,
    beheerder: Deelnemer,
    deelnemer: Deelnemer,
    community: Community,
) -> None:
    manager = client_of(beheerder)
    for slug in ("bewoners-aan-zet", "bewoners"):
        community.refresh_from_db()
        manager.post(address("", community), facts(community, slug=slug))
    for old in ("bewoners-in-beeld", "bewoners-aan-zet"):
        moved = client.get(f"/communities/{old}/")
        assert (moved.status_code, moved.headers["Location"]) == (301, "/communities/bewoners/")
    inside = client_of(deelnemer).get("/communities/bewoners-in-beeld/binnen/")
    assert inside.headers["Location"] == "/communities/bewoners/binnen/"
    members = client_of(deelnemer).get("/communities/bewoners-in-beeld/leden/")
    assert members.headers["Location"] == "/communities/bewoners/leden/"
    assert client.get("/communities/bestaat-niet/").status_code == 404
    community.refresh_from_db()
    manager.post(address("", community), facts(community, slug="bewoners-in-beeld"))
    assert client.get("/communities/bewoners-in-beeld/").status_code == 200
    assert client.get("/communities/bewoners/").headers["Location"].endswith("/bewoners-in-beeld/")


def test_a_closed_community_keeps_everything_and_can_go_on(
    client_of: ClientOf,
    client: Client,
    beheerder: Deelnemer,
    deelnemer: Deelnemer,
    community: Community,
    text_of: Words,
) -> None:
    manager = client_of(beheerder)
    manager.post(address("_afsluiten", community), {"ends_on": "2026-11-01"})
    community.refresh_from_db()
    assert (community.ends_on, community.has_ended) == (date(2026, 11, 1), True)
    assert community not in Community.objects.running()
    assert Lidmaatschap.objects.filter(community=community).count() == 1
    assert "Deze community is klaar sinds 1 november 2026" in text_of(
        client.get(community.get_absolute_url())
    )
    inside = reverse("communities:inside", args=[community.slug])
    assert client_of(deelnemer).get(inside).status_code == 200
    assert manager.get(reverse("beheer_communities")).context["alone"] == []
    manager.post(address("_heropenen", community))
    community.refresh_from_db()
    assert (community.ends_on, community in Community.objects.running()) == (None, True)
    assert actions() == ["community.closed", "community.reopened"]


def test_it_does_not_end_before_it_began(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    Community.objects.filter(pk=community.pk).update(starts_on=date(2026, 6, 1))
    for day in ("2026-05-01", ""):
        answer = client_of(beheerder).post(address("_afsluiten", community), {"ends_on": day})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"ends_on"})
    community.refresh_from_db()
    assert community.ends_on is None


def test_queries_of_the_list_do_not_grow(
    client_of: ClientOf, beheerder: Deelnemer, queries: Queries
) -> None:
    def fill(number: int) -> None:
        for each in CommunityFactory.create_batch(number):
            LidmaatschapFactory(community=each, role=Role.ORGANISER)

    fill(1)
    manager = client_of(beheerder)
    before = queries(manager, reverse("beheer_communities"))
    fill(49)
    assert queries(manager, reverse("beheer_communities")) == before
