"""A role in one casus is a role in that casus, and in no other."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casussen.models import Casus
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory

Clients = Callable[[Deelnemer | None], Client]


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer*, with another of the same community beside it."""
    CasusFactory(slug="de-andere", community=community, visibility="network")
    return CasusFactory(
        slug="deze", community=community, casushouder=deelnemer, visibility="network"
    )


def page(name: str, slug: str) -> str:
    """Return an address of a casus."""
    return reverse(f"casussen:{name}", args=[slug])


def may(client: Client, name: str, slug: str) -> bool:
    """Say whether somebody gets a page of a casus."""
    status = client.get(page(name, slug)).status_code
    assert status in {200, 403}
    return status == 200


def test_a_new_casushouder_appears_on_the_casus_and_edits_that_one_only(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer, community: Community
) -> None:
    """features.md row 11."""
    next_one = LidmaatschapFactory(community=community, deelnemer__last_name="Houder").deelnemer
    reader, before = client_of(next_one), client_of(deelnemer)
    assert [may(reader, "update", slug) for slug in ("deze", "de-andere")] == [False, False]
    shown = reader.get(casus.get_absolute_url()).content.decode()
    assert str(next_one) not in shown.split("</header>", 1)[-1].split("<footer", 1)[0]
    before.post(page("group_invite", "deze"), {"persoon": next_one.pk, "role": "holder"})
    assert not may(reader, "update", "deze")  # not before they say yes
    reader.post(next_one.schrijfuitnodigingen.get().get_absolute_url(), {"antwoord": "ja"})
    assert [may(reader, "update", slug) for slug in ("deze", "de-andere")] == [True, False]
    assert may(reader, "group", "deze")
    main = reader.get(casus.get_absolute_url()).content.decode()
    assert str(next_one) in main.split("</header>", 1)[-1].split("<footer", 1)[0]
    refused = reader.post(page("update", "de-andere"), {"title": "Van mij"})
    assert refused.status_code == 403
    assert Casus.objects.get(slug="de-andere").title != "Van mij"
    assert may(before, "update", "deze")  # who handed it over writes along
    assert not may(before, "group", "deze")


def test_an_expert_appears_reads_along_and_edits_nothing(
    client_of: Clients, casus: Casus, deelnemer: Deelnemer
) -> None:
    Casus.objects.update(visibility="group")
    expert = DeelnemerFactory(last_name="Kenner")
    reader, holder = client_of(expert), client_of(deelnemer)
    assert reader.get(casus.get_absolute_url()).status_code == 404
    casus.deelnames.create(deelnemer=expert, role="expert")
    assert reader.get(casus.get_absolute_url()).status_code == 200
    assert "Kenner" in holder.get(casus.get_absolute_url()).content.decode()
    assert not may(reader, "update", "deze")
    assert reader.get(page("detail", "de-andere")).status_code == 404
    casus.deelnames.all().delete()
    assert reader.get(casus.get_absolute_url()).status_code == 404
