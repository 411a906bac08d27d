"""How the network and a community are spread, and whom they lack."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from communities import balans
from communities.models import Community, Deelnemer
from tests.factories import DeelnemerFactory, LidmaatschapFactory, OrganisatieFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


def member(community: Community, kind: str, province: str = "") -> Deelnemer:
    """Return a member of a community with this kind of organisation, who works there."""
    office = OrganisatieFactory(kind=begrip("organisatietype", kind))
    area = begrip("provincie", province) if province else None
    return LidmaatschapFactory(
        community=community, deelnemer__organisatie=office, deelnemer__province=area
    ).deelnemer


def here(community: Community) -> str:
    """Return the address of the balance of a community."""
    return reverse("communities:balans", args=[community.slug])


def test_the_balance_of_a_community_names_who_is_missing_with_an_invitation_one_click_away(
    client_of: ClientOf,
    community: Community,
    other_community: Community,
    organisator: Deelnemer,
    text_of: Words,
) -> None:
    """features.md row 114."""
    member(community, "ministerie", "drenthe")
    member(community, "gemeente", "drenthe")
    member(community, "universiteit", "zeeland")
    member(other_community, "waterschap", "limburg")
    answer = client_of(organisator).get(here(community))
    sides = {side.label: (side.number, side.percent) for side in answer.context["balance"].sides}
    assert sides == {
        "Rijk": (1, 25),
        "Regio": (2, 50),  # the organiser works at a municipality
        "Kennis": (1, 25),
        "Samenleving": (0, 0),
    }
    words = text_of(answer)
    assert "nog niemand: Provincie, Waterschap en Samenleving" in words
    assert answer.context["areas"].per_province == {"drenthe": 2, "zeeland": 1}
    missing = answer.context["areas"].missing
    assert ("Limburg" in missing, "Drenthe" in missing, len(missing)) == (True, False, 10)
    assert f'href="{reverse("communities:uitnodigingen_nieuw", args=[community.slug])}"' in (
        answer.content.decode()
    )


def test_the_picture_has_the_same_numbers_as_the_table(
    client_of: ClientOf, community: Community, beheerder: Deelnemer, text_of: Words
) -> None:
    for kind in ("ministerie", "gemeente", "gemeente", "gemeente"):
        member(community, kind)
    words = text_of(client_of(beheerder).get(here(community)))
    for cells in ("Rijk 1 25%", "Regio 3 75%", "Regio Gemeente 3 75%", "Rijk Rijk 1 25%"):
        assert cells in words, cells


def test_who_has_no_organisation_or_account_is_on_no_side(community: Community) -> None:
    member(community, "ministerie")
    LidmaatschapFactory(community=community, deelnemer__organisatie=None)
    LidmaatschapFactory(community=community, deelnemer__is_active=False)
    found = balans.balance(balans.people_of(community))
    assert (found.total, found.unknown) == (1, 1)
    nobody = balans.balance(balans.people_of(community).none())
    assert (nobody.total, nobody.missing) == (0, ["Rijk", "Regio", "Kennis", "Samenleving"])


def test_members_read_whom_they_miss_and_others_do_not(
    client_of: ClientOf,
    client: Client,
    community: Community,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    text_of: Words,
) -> None:
    member(community, "ministerie", "drenthe")
    page = community.get_absolute_url()
    for reader, sees, looks_further in (
        (client_of(deelnemer), True, False),
        (client_of(organisator), True, True),
        (client_of(ander_lid), False, False),
        (client, False, False),
    ):
        answer = reader.get(page)
        shown = "We missen nog: Provincie, Waterschap" in text_of(answer)
        assert (shown, here(community) in answer.content.decode()) == (sees, looks_further)


def test_the_network_counts_everybody_once(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, other_community: Community
) -> None:
    person = member(community, "ministerie", "fryslan")
    LidmaatschapFactory(community=other_community, deelnemer=person)
    DeelnemerFactory(organisatie=None)
    answer = client_of(beheerder).get(reverse("beheer_balans"))
    sides = {side.notation: side.number for side in answer.context["balance"].sides}
    assert (sides["rijk"], sides["regio"]) == (1, 1)  # the beheerder works at a municipality
    assert answer.context["areas"].per_province == {"fryslan": 1}
    html = answer.content.decode()
    assert (here(community) in html, here(other_community) in html) == (True, True)


def test_the_balance_takes_as_many_queries_for_one_as_for_fifty(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, queries: Queries
) -> None:
    manager = client_of(beheerder)
    paths = [here(community), reverse("beheer_balans")]
    member(community, "ministerie", "drenthe")
    before = [queries(manager, path) for path in paths]
    for _ in range(49):
        member(community, "gemeente", "zeeland")
    assert [queries(manager, path) for path in paths] == before
