"""Casussen that look like one: what they share, in words, and none that the reader may not see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.lijktop import in_words
from casussen.models import Casus, Generator, GeneratorErvaring
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, begrip

Clients = Callable[[Deelnemer | None], Client]
WORDS = "Lijkt op deze casus"


def make(title: str, *themes: str, **fields: Any) -> Casus:
    """Make a public casus on these themes."""
    casus = CasusFactory(**{"title": title, "visibility": "public"} | fields)
    casus.themes.add(*(begrip("cbs-thema", name) for name in themes))
    return casus


def alike(client: Client, casus: Casus) -> dict[str, str]:
    """Return {title: reason}, in the order of the page."""
    response = client.get(casus.get_absolute_url())
    return {row.casus.title: row.why for row in response.context["alike"]}


@pytest.fixture
def mine(community: Community) -> Casus:
    return make("De mijne", "wonen", "milieu", community=community)


def test_what_has_most_in_common_comes_first_and_says_why(mine: Casus, client: Client) -> None:
    generator = Generator.objects.create(
        name="Samen eten", slug="samen-eten", created_by=mine.casushouder
    )
    Casus.objects.filter(pk=mine.pk).update(
        area_type=begrip("gebiedstype", "niet-stedelijk"), scale=begrip("schaalniveau", "regio")
    )
    make("Een thema", "wonen")
    both = make("Alles", "wonen", "milieu", area_type=begrip("gebiedstype", "niet-stedelijk"))
    only = make("Dezelfde aanpak", province="zeeland", scale=begrip("schaalniveau", "regio"))
    make("Niets gemeen", "veiligheid", area_type=begrip("gebiedstype", "niet-stedelijk"))
    for casus in (mine, both, only):
        GeneratorErvaring.objects.create(generator=generator, casus=casus, outcome="worked")
    eat = "ook met de generator ‘Samen eten’"
    assert list(alike(client, mine).items()) == [
        ("Alles", f"Zelfde thema’s Wonen en Milieu, {eat}, ook niet stedelijk."),
        (
            "Dezelfde aanpak",
            f"O{eat[1:]}, zelfde schaal (regio). Speelt ergens anders: Zeeland.",
        ),
        ("Een thema", "Zelfde thema Wonen."),
    ]


def test_of_two_alike_the_one_from_elsewhere_comes_first(mine: Casus, client: Client) -> None:
    make("Ver weg", "wonen", province="limburg")
    make("Om de hoek", "wonen")  # newer, and in the same province
    assert list(alike(client, mine)) == ["Ver weg", "Om de hoek"]
    assert alike(client, mine)["Ver weg"] == "Zelfde thema Wonen. Speelt ergens anders: Limburg."


def test_four_at_most(mine: Casus, client: Client) -> None:
    for n in range(6):
        make(f"Casus {n}", "wonen")
    assert len(alike(client, mine)) == 4


def test_nobody_reads_of_a_casus_that_they_may_not_see(
    mine: Casus, client: Client, client_of: Clients
) -> None:
    closed = make("Het geheime plan", "wonen", "milieu", visibility="group")
    seen = make("Open", "wonen")
    assert list(alike(client, mine)) == ["Open"]
    assert "Het geheime plan" not in client.get(mine.get_absolute_url()).content.decode()
    assert list(alike(client_of(closed.casushouder), mine)) == ["Het geheime plan", "Open"]
    Casus.objects.filter(pk=seen.pk).update(withdrawn_at=timezone.now())
    assert alike(client, mine) == {}
    assert WORDS not in client.get(mine.get_absolute_url()).content.decode()


def test_what_people_linked_stands_there_once(mine: Casus, client: Client) -> None:
    linked = make("Gekoppeld", "wonen", "milieu")
    make("Niet gekoppeld", "wonen")
    mine.related.add(linked)
    html = client.get(mine.get_absolute_url()).content.decode()
    assert html.count(linked.get_absolute_url()) == 1
    assert list(alike(client, mine)) == ["Niet gekoppeld"]


def test_a_casus_without_themes_or_generatoren_looks_like_nothing(db: None, client: Client) -> None:
    bare = CasusFactory(visibility="public")
    make("Iets", "wonen")
    CasusFactory(visibility="public")
    assert alike(client, bare) == {}


def test_as_many_queries_for_one_as_for_fifty(mine: Casus, client: Client) -> None:
    generator = Generator.objects.create(
        name="Samen eten", slug="samen-eten", created_by=mine.casushouder
    )
    GeneratorErvaring.objects.create(generator=generator, casus=mine, outcome="worked")

    def add(number: int) -> None:
        for n in range(number):
            casus = make(f"Casus {n}", "wonen", community=mine.community)
            GeneratorErvaring.objects.create(generator=generator, casus=casus, outcome="partly")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(mine.get_absolute_url())
        return len(caught)

    add(1)
    queries()
    one = queries()
    add(49)
    assert queries() == one


def test_words_are_joined_as_people_say_it() -> None:
    assert [in_words(list(words)) for words in ("a", "ab", "abc")] == ["a", "a en b", "a, b en c"]
