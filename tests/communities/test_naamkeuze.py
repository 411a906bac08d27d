"""The list of names behind an @ (features.md row 23)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import naamkeuze
from communities.models import Community, Deelnemer, Gesprek
from tests.factories import (
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    ReactieFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture
def casus(community: Community) -> Any:
    return CasusFactory(community=community, visibility="community")


def person(community: Community | None, first: str, last: str, **more: Any) -> Deelnemer:
    made = DeelnemerFactory(first_name=first, infix="", last_name=last, **more)
    if community:
        LidmaatschapFactory(community=community, deelnemer=made)
    return Deelnemer.objects.get(pk=made.pk)


def asked(client: Client, subject: Any, typed: str) -> list[dict[str, Any]]:
    content_type = ContentType.objects.get_for_model(subject)
    address = reverse("communities:mensen", args=[content_type.pk, subject.pk])
    people: list[dict[str, Any]] = client.get(address, {"q": typed}).json()["people"]
    return people


def test_who_can_read_it_comes_first_and_who_wrote_there_before_all(
    client_of: ClientOf,
    casus: Any,
    deelnemer: Deelnemer,
    community: Community,
    other_community: Community,
) -> None:
    person(other_community, "Anna", "Zand")
    inside = person(community, "Bert", "Zand")
    wrote = person(community, "Cora", "Zand")
    person(None, "Dirk", "Zand")
    person(community, "Else", "Zand", is_active=False)
    ReactieFactory(gesprek=Gesprek.objects.create(subject=casus), author=wrote)
    found = asked(client_of(deelnemer), casus, "zan")
    assert [(each["name"], each["reads"]) for each in found] == [
        (str(wrote), True),
        (str(inside), True),
        ("Anna Zand", False),
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jose", ["José Pérez"]),
        ("JOSÉ PER", ["José Pérez"]),
        ("per", ["José Pérez"]),
        ("ose", []),
        ("", []),
        ("   ", []),
        ("%", []),
        ("a\x00", []),
        ("x" * 5000, []),
    ],
)
def test_every_word_is_the_beginning_of_a_name(
    client_of: ClientOf,
    casus: Any,
    deelnemer: Deelnemer,
    community: Community,
    typed: str,
    names: list[str],
) -> None:
    person(community, "José", "Pérez")
    assert [each["name"] for each in asked(client_of(deelnemer), casus, typed)] == names


def test_of_two_with_one_name_the_organisation_is_written_too(
    client_of: ClientOf, casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    for place in ("Zwolle", "Assen"):
        organisatie = OrganisatieFactory(name=f"Gemeente {place}")
        person(community, "Jan", "Jansen", organisatie=organisatie)
    person(community, "Jan", "Jansma")
    values = [each["value"] for each in asked(client_of(deelnemer), casus, "jan")]
    assert values == [
        "Jan Jansen (Gemeente Zwolle)",
        "Jan Jansen (Gemeente Assen)",
        "Jan Jansma",
    ]


def test_eight_at_most_and_as_many_queries_for_hundreds(
    casus: Any, deelnemer: Deelnemer, community: Community
) -> None:
    talk = Gesprek.about(casus)
    for number in range(30):
        person(community, f"Piet{number}", "Puk")
    counts = []
    for extra in (0, 40):
        for number in range(extra):
            person(community, f"Klaas{number}", "Puk")
        with CaptureQueriesContext(connection) as captured:
            assert len(naamkeuze.offers(deelnemer, talk, "puk")) == naamkeuze.MOST
        counts.append(len(captured))
    assert counts[1] <= counts[0]
    assert counts[0] < 12 + 2 * naamkeuze.MOST_TRIED
