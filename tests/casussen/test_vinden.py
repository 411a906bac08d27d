"""The list of casussen: a number at every choice, no dead end, and nothing of what is closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casussen.models import Casus, Generator, GeneratorErvaring
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, CommunityFactory, DeelnemerFactory, begrip

Clients = Callable[[Deelnemer | None], Client]
LIST = "/casussen/"
ALL = (
    "thema",
    "provincie",
    "community",
    "fase",
    "generator",
    "landsdeel",
    "schaal",
    "soort",
    "beleid",
    "laag",
    "tag",
)


def tried(casus: Casus, name: str) -> None:
    """Let a casus have an experience with the generator of this name."""
    slug = name.lower().replace(" ", "-")
    made_by = casus.casushouder
    generator, _ = Generator.objects.get_or_create(
        slug=slug, defaults={"name": name, "created_by": made_by}
    )
    GeneratorErvaring.objects.create(generator=generator, casus=casus, outcome="worked")


@pytest.fixture
def world(community: Community) -> None:
    """Make three public casussen, and one that only its casusgroep may read."""
    one = CasusFactory(title="Een", visibility="public", community=community, stage="working")
    one.themes.add(begrip("cbs-thema", "wonen"), begrip("cbs-thema", "milieu"))
    one.provinces.add(begrip("provincie", "groningen"))
    one.tags.add("dorpshuis")
    tried(one, "Samen eten")
    two = CasusFactory(
        title="Twee",
        visibility="public",
        province="zeeland",
        community=CommunityFactory(slug="andere", name="De andere"),
        scale=begrip("schaalniveau", "buurt-of-wijk"),
        area_type=begrip("gebiedstype", "niet-stedelijk"),
        phase=begrip("beleidsfase", "uitvoering"),
    )
    two.themes.add(begrip("cbs-thema", "wonen"))
    two.communities.add(community)
    two.tags.add("dorpshuis", "bus")
    three = CasusFactory(
        title="Drie", visibility="public", province="zeeland", community=community, stage="working"
    )
    tried(three, "Samen eten")
    closed = CasusFactory(
        title="Geheim",
        visibility="group",
        province="limburg",
        community=community,
        stage="finished",
        scale=begrip("schaalniveau", "regio"),
    )
    closed.themes.add(begrip("cbs-thema", "wonen"), begrip("cbs-thema", "veiligheid"))
    closed.tags.add("dorpshuis", "geheimwoord")
    tried(closed, "Stiekem overleg")


def offered(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """Return {filter: {key: what it shows}} of what there is to choose."""
    form = client.get(f"{LIST}?{query}").context["filter"]
    return {
        name: {key: str(text) for key, text in form.fields[name].choices if key} for name in ALL
    }


def test_every_choice_shows_what_it_would_leave(world: None, client: Client) -> None:
    assert offered(client) == {
        "thema": {"wonen": "Wonen (2)", "milieu": "Milieu (1)"},
        "provincie": {
            "groningen": "Groningen (1)",
            "drenthe": "Drenthe (1)",
            "zeeland": "Zeeland (2)",
        },
        "community": {
            "andere": "De andere (1)",
            "bewoners-in-beeld": "Bewoners in beeld (3)",
        },
        "fase": {"exploring": "Verkenning (1)", "working": "In uitwerking (2)"},
        "generator": {"samen-eten": "Samen eten (2)"},
        "landsdeel": {"noord": "Noord (1)", "zuid": "Zuid (2)"},
        "schaal": {"buurt-of-wijk": "Buurt of wijk (1)"},
        "soort": {"niet-stedelijk": "Niet stedelijk (1)"},
        "beleid": {"uitvoering": "Uitvoering (1)"},
        "laag": {"gemeente": "Gemeente (3)"},
        "tag": {"dorpshuis": "dorpshuis (2)", "bus": "bus (1)"},
    }


def test_the_other_choices_are_kept_in_the_numbers(world: None, client: Client) -> None:
    found = offered(client, "provincie=zeeland")
    assert found["provincie"] == offered(client)["provincie"]
    assert found["thema"] == {"wonen": "Wonen (1)"}
    assert found["fase"] == {"exploring": "Verkenning (1)", "working": "In uitwerking (1)"}
    assert found["tag"] == {"dorpshuis": "dorpshuis (1)", "bus": "bus (1)"}
    found = offered(client, "landsdeel=noord")
    assert found["provincie"] == {"groningen": "Groningen (1)", "drenthe": "Drenthe (1)"}


@pytest.mark.parametrize(
    "query", ["", "thema=wonen", "fase=working", "q=reizigers", "tag=dorpshuis"]
)
def test_no_choice_leads_to_nothing_and_each_number_comes_true(
    query: str, world: None, client: Client
) -> None:
    seen = 0
    for name, choices in offered(client, query).items():
        if f"{name}=" in query:
            continue
        for key, text in choices.items():
            page = client.get(f"{LIST}?{query}&{name}={key}").context["page_obj"]
            assert text.endswith(f" ({page.paginator.count})"), (name, key)
            assert page.paginator.count > 0
            seen += 1
    assert seen > 8


def test_only_what_somebody_may_read_is_counted(
    world: None, client: Client, client_of: Clients
) -> None:
    closed = Casus.objects.get(title="Geheim")
    words = ("Limburg", "Veiligheid", "geheimwoord", "Stiekem overleg", "Regio", "Afgerond")
    html = client.get(LIST).content.decode()
    form = html.split('class="filter__velden"')[1].split("</form>")[0]
    assert [word for word in words if word in form] == []
    mine = offered(client_of(closed.casushouder))
    assert mine["thema"] == {
        "wonen": "Wonen (3)",
        "veiligheid": "Veiligheid (1)",
        "milieu": "Milieu (1)",
    }
    assert mine["generator"] == {
        "samen-eten": "Samen eten (2)",
        "stiekem-overleg": "Stiekem overleg (1)",
    }
    assert mine["tag"]["geheimwoord"] == "geheimwoord (1)"
    # nor does an address tell that a word or a generator of a closed casus exists
    for query in ("tag=geheimwoord", "generator=stiekem-overleg"):
        assert client.get(f"{LIST}?{query}").context["chips"] == []
    per_province = client.get(LIST).context["per_province"]
    assert per_province == {"groningen": 1, "drenthe": 1, "zeeland": 2}


def test_what_was_chosen_stays_in_sight_and_an_empty_list_says_what_to_drop(
    world: None, client: Client
) -> None:
    query = "thema=milieu&provincie=zeeland&fase=working"
    found = offered(client, query)
    assert found["provincie"]["zeeland"] == "Zeeland (0)"
    assert found["fase"] == {"working": "In uitwerking (0)"}
    response = client.get(f"{LIST}?{query}")
    assert response.context["to_drop"] == [
        {"text": "Milieu", "number": 1, "url": "?provincie=zeeland&fase=working"},
        {"text": "Zeeland", "number": 1, "url": "?thema=milieu&fase=working"},
    ]
    html = " ".join(response.content.decode().split())
    assert "Zonder Zeeland: 1 casus</a>" in html
    assert '<option value="zeeland" selected>Zeeland (0)</option>' in html
    assert client.get(f"{LIST}?thema=wonen").context["to_drop"] == []


def test_a_word_that_nobody_wrote_can_be_dropped(world: None, client: Client) -> None:
    for word in ("zeewier", "%21%21"):
        response = client.get(f"{LIST}?q={word}&provincie=zeeland")
        assert [line["number"] for line in response.context["to_drop"]] == [2]
        assert response.context["to_drop"][0]["url"] == "?provincie=zeeland"


def test_a_generator_of_a_casus_filters(world: None, client: Client) -> None:
    page = client.get(f"{LIST}?generator=samen-eten").context["page_obj"]
    assert sorted(casus.title for casus in page) == ["Drie", "Een"]


def test_more_choices_are_open_when_one_of_them_was_made(world: None, client: Client) -> None:
    closed, opened = '<details class="filter__meer">', '<details class="filter__meer" open>'
    assert closed in client.get(LIST).content.decode()
    assert opened in client.get(f"{LIST}?schaal=buurt-of-wijk").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "thema=wonen&provincie=drenthe&fase=exploring&community=bewoners-in-beeld",
        "q=bus",
        "tag=dorpshuis&generator=samen-eten",
    ],
)
def test_all_numbers_come_in_as_many_queries_for_one_as_for_fifty(
    query: str, community: Community, client_of: Clients, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)

    def add(number: int) -> None:
        for n in range(number):
            casus = CasusFactory(visibility="community", community=community)
            casus.themes.add(begrip("cbs-thema", "wonen"))
            casus.tags.add("dorpshuis", f"woord{n}")
            tried(casus, "Samen eten")
            tried(casus, f"Ding {casus.pk}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            response = client.get(f"{LIST}?{query}")
        assert response.context["page_obj"].paginator.count > 0
        counting = [line for line in caught.captured_queries if "UNION ALL" in line["sql"]]
        assert len(counting) == 1
        return len(caught)

    add(1)
    queries()
    one = queries()
    add(49)
    assert queries() == one


def test_words_that_people_make_up_are_offered_as_far_as_a_list_goes(
    client: Client, community: Community
) -> None:
    casussen = [CasusFactory(visibility="public", community=community) for _ in range(8)]
    for n, casus in enumerate(casussen):
        casus.tags.add("vaak", *(f"zelden{n}{m}" for m in range(7)))
    found = offered(client)["tag"]
    assert len(found) == 40
    assert next(iter(found.values())) == "vaak (8)"
    left_out = next(tag.slug for tag in casussen[-1].tags.all() if tag.slug not in found)
    assert offered(client, f"tag={left_out}")["tag"][left_out] == f"{left_out} (1)"


def test_ticked_casussen_go_to_the_page_that_compares(world: None, client: Client) -> None:
    html = client.get(LIST).content.decode()
    form = html.split('<form class="naastkeuze"')[1].split("</form>")[0]
    assert 'method="get"' in form
    assert 'action="/casussen/vergelijken/"' in form
    slugs = list(Casus.objects.filter(visibility="public").values_list("slug", flat=True))
    for slug in slugs:
        assert f'value="{slug}"' in form
    query = "&".join(f"casus={slug}" for slug in slugs)
    response = client.get(f"/casussen/vergelijken/?{query}")
    assert [column.casus.slug for column in response.context["columns"]] == slugs


def test_the_map_keeps_the_other_choices_and_marks_the_area(world: None, client: Client) -> None:
    response = client.get(f"{LIST}?thema=wonen&provincie=zeeland")
    html = " ".join(response.content.decode().split())
    assert response.context["per_province"] == {"groningen": 1, "drenthe": 1, "zeeland": 1}
    assert 'href="?thema=wonen&amp;provincie=drenthe"' in html
    assert html.count("tegel--gekozen") == 1


def test_an_empty_area_leads_to_the_form_with_what_was_chosen(
    world: None, client_of: Clients, deelnemer: Deelnemer, client: Client
) -> None:
    html = client_of(deelnemer).get(f"{LIST}?thema=wonen&provincie=zeeland").content.decode()
    assert 'href="/casussen/nieuw/?thema=wonen&amp;provincie=flevoland"' in html
    for nobody in (client, client_of(DeelnemerFactory())):
        text = nobody.get(f"{LIST}?thema=wonen").content.decode()
        assert "/casussen/nieuw/" not in text.split("<main")[1].split("</main>")[0]


def test_odd_addresses_give_the_list(world: None, client: Client) -> None:
    odd: list[Any] = ["%00", "%E2%80%AE", "x" * 5000, "%ED%A0%80", "1;drop", "wonen&thema=milieu"]
    for value in odd:
        query = "&".join(f"{name}={value}" for name in ALL)
        assert client.get(f"{LIST}?{query}").status_code == 200
