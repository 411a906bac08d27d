"""Casussen side by side, and every theme over all casussen."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.models import AfruilRegel, Casus, Generator, GeneratorErvaring
from communities.models import Community, Deelnemer
from netwerk.kern.begrippen.models import Begrip
from tests.casussen.test_afruil import effect
from tests.factories import CasusFactory, DilemmaFactory, begrip

Clients = Callable[[Deelnemer | None], Client]
COMPARE = "/casussen/vergelijken/"


@pytest.fixture
def three(community: Community) -> list[Casus]:
    """Return two public casussen and one of the community only, each with effects."""
    made = [
        CasusFactory(title="De bus", slug="bus", visibility="public", community=community),
        CasusFactory(title="De winkel", slug="winkel", visibility="public"),
        CasusFactory(title="Verborgen school", slug="school", community=community),
    ]
    effect(made[0], "wonen", "nu", "ouderen", "better", "de halte blijft")
    effect(made[1], "wonen", "nu", "ouderen", "worse", "de winkel is duur")
    effect(made[1], "menselijk-kapitaal", "later", "", "better")
    effect(made[2], "wonen", "nu", "ouderen", "worse", "Geheime reden")
    effect(made[2], "veiligheid", "nu", "huurders", "worse", "Nog een geheim")
    return made


def side_by_side(client: Client, *slugs: str) -> list[str]:
    page = client.get(COMPARE, {"casus": slugs})
    return [column.title for column in page.context["columns"]]


def test_who_shares_the_address_shows_the_same_casussen(three: list[Casus], client: Client) -> None:
    assert side_by_side(client, "winkel", "bus") == ["De winkel", "De bus"]
    html = client.get(COMPARE, {"casus": ["winkel", "bus"]}).content.decode()
    for words in (
        "Slechter voor ouderen",
        "Beter voor ouderen",
        "de halte blijft",
        "Menselijk kapitaal",
        "Niets ingevuld",
    ):
        assert words in html


def test_what_you_may_not_read_is_as_if_it_did_not_exist(
    three: list[Casus], client: Client, client_of: Clients, deelnemer: Deelnemer
) -> None:
    hidden = client.get(COMPARE, {"casus": ["bus", "winkel", "school"]}).content.decode()
    absent = client.get(COMPARE, {"casus": ["bus", "winkel", "qqzz"]}).content.decode()
    assert hidden == absent.replace("qqzz", "school")
    for secret in ("Verborgen school", "Geheime reden", "Nog een geheim", "Veiligheid"):
        assert secret not in hidden
    assert side_by_side(client_of(deelnemer), "bus", "school") == ["De bus", "Verborgen school"]
    searched = client.get(COMPARE, {"q": "school"}).content.decode()
    assert "Verborgen" not in searched


def test_dilemmas_and_generatoren_of_the_columns_only_as_far_as_visible(
    three: list[Casus], client: Client
) -> None:
    DilemmaFactory(question="Zichtbaar dilemma?", visibility="public").casussen.add(three[0])
    DilemmaFactory(question="Stil dilemma?", visibility="community").casussen.add(three[0])
    generator = Generator.objects.create(
        name="Buurtbudget", slug="buurtbudget", created_by=three[0].casushouder
    )
    GeneratorErvaring.objects.create(
        generator=generator, casus=three[0], outcome="worked", explanation="Bewoners beslisten."
    )
    html = client.get(COMPARE, {"casus": ["bus", "winkel"]}).content.decode()
    assert "Zichtbaar dilemma?" in html
    assert "Stil dilemma?" not in html
    assert ("Buurtbudget" in html, "Bewoners beslisten." in html) == (True, True)


def test_one_is_too_few_and_five_too_many(three: list[Casus], client: Client) -> None:
    assert side_by_side(client, "bus") == []
    assert "Kies er nog een bij" in client.get(COMPARE, {"casus": "bus"}).content.decode()
    assert "Welke casussen?" in client.get(COMPARE).content.decode()
    more = [CasusFactory(title=f"Nog {n}", slug=f"nog-{n}", visibility="public") for n in range(5)]
    slugs = [casus.slug for casus in more]
    page = client.get(COMPARE, {"casus": slugs})
    assert "Je ziet de eerste vier" in page.content.decode()
    assert [column.title for column in page.context["columns"]] == [f"Nog {n}" for n in range(4)]
    assert side_by_side(client, "bus", "bus", "\x00", "winkel") == ["De bus", "De winkel"]


def test_a_casus_is_found_to_compare_with(three: list[Casus], client: Client) -> None:
    page = client.get(COMPARE, {"casus": "bus", "q": "winkel"})
    assert [casus.title for casus in page.context["offered"]] == ["De winkel"]
    assert page.content.decode().count('name="casus" value="bus"') == 2
    assert client.get(COMPARE, {"q": "!!"}).context["offered"] == []


def numbers(client: Client, query: str = "") -> dict[str, list[int]]:
    lines = client.get(f"/casussen/thema/{query}").context["lines"]
    return {
        line["theme"].notation: [cell["number"] for cell in line["cells"]]
        for line in lines
        if line["any"]
    }


def test_themes_count_only_what_you_may_read(
    three: list[Casus], client: Client, client_of: Clients, deelnemer: Deelnemer
) -> None:
    assert numbers(client) == {"wonen": [1, 1, 0, 0], "menselijk-kapitaal": [1, 0, 0, 0]}
    assert numbers(client_of(deelnemer)) == {
        "wonen": [1, 2, 0, 0],
        "menselijk-kapitaal": [1, 0, 0, 0],
        "veiligheid": [0, 1, 0, 0],
    }
    Casus.objects.filter(slug="winkel").update(withdrawn_at=timezone.now())
    assert numbers(client) == {"wonen": [1, 0, 0, 0]}


def test_themes_of_the_planbureaus_and_what_they_lack(three: list[Casus], client: Client) -> None:
    assert numbers(client, "?indeling=planbureaus") == {
        "gezondheid": [1, 0, 0, 0],
        "onderwijs-en-opleiding": [1, 0, 0, 0],
        "ruimtelijke-samenhang-en-kwaliteit": [1, 1, 0, 0],
    }
    page = client.get("/casussen/thema/?indeling=planbureaus")
    assert [theme.notation for theme in page.context["without"]] == [
        "veiligheid",
        "handel-en-hulp",
        "milieu-en-grondstoffen",
        "verdeling",
        "veerkracht",
    ]
    own = client.get("/casussen/thema/veiligheid/").content.decode()
    assert "De planbureaus hebben dit thema niet." in own


def test_every_planbureau_theme_has_a_counterpart(db: None) -> None:
    rows = Begrip.objects.in_schema("planbureau-thema")
    assert rows.count() == 8
    assert not rows.exclude(mapped_to__schema__key="cbs-thema").exists()
    kringen = Begrip.objects.in_schema("cbs-thema").values_list("notation", "broader__notation")
    assert {kring for _, kring in kringen} == {"nu", "later", "elders", None}
    assert {name for name, kring in kringen if kring is None} == {"verdeling", "veerkracht"}


def test_one_theme_tells_for_whom_and_where(three: list[Casus], client: Client) -> None:
    assert client.get("/casussen/thema/bestaat-niet/").status_code == 404
    page = client.get("/casussen/thema/wonen/")
    groups = page.context["groups"]
    assert [(g["label"], [c["number"] for c in g["cells"]]) for g in groups] == [
        ("Ouderen", [1, 1, 0, 0])
    ]
    assert "Geheime reden" not in page.content.decode()

    def found(query: str) -> list[str]:
        path = f"/casussen/thema/wonen/?{query}"
        return sorted(casus.title for casus in client.get(path).context["page_obj"])

    assert found("") == ["De bus", "De winkel"]
    assert found("groep=ouderen&effect=worse") == ["De winkel"]
    assert found("kring=later") == []
    assert found("groep=%00&effect=x&kring=x&pagina=x&indeling=x") == ["De bus", "De winkel"]
    planned = client.get("/casussen/thema/gezondheid/?indeling=planbureaus")
    assert [casus.title for casus in planned.context["page_obj"]] == ["De winkel"]


def test_queries_do_not_grow_with_casussen(community: Community, client: Client) -> None:
    def add(number: int) -> list[str]:
        slugs = []
        for _ in range(number):
            casus = CasusFactory(community=community, visibility="public")
            effect(casus, "wonen", "nu", "ouderen", "better")
            DilemmaFactory(community=community, visibility="public").casussen.add(casus)
            slugs.append(casus.slug)
        return slugs

    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    first, second = add(2)
    paths = [
        f"{COMPARE}?casus={first}&casus={second}",
        "/casussen/thema/",
        "/casussen/thema/?indeling=planbureaus",
        "/casussen/thema/wonen/",
    ]
    few = [queries(path) for path in paths]
    third, fourth = add(48)[:2]
    for who in ("huurders", "gezinnen"):
        effect(Casus.objects.get(slug=first), "wonen", "nu", who, "worse")
    many = [queries(f"{paths[0]}&casus={third}"), *(queries(path) for path in paths[1:])]
    assert many == few
    assert AfruilRegel.objects.filter(theme=begrip("cbs-thema", "wonen")).count() == 52
    assert fourth
