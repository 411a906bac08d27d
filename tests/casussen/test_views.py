"""The pages: finding, reading, writing, and what stays when something goes wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen.models import Casus, CasusSectie, Dilemma, Publicatieverzoek
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, DilemmaFactory, ToestemmingFactory, begrip

Clients = Callable[[Deelnemer | None], Client]
LIST = "/casussen/"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the network."""
    return CasusFactory(
        title="De dorpswinkel",
        slug="dorpswinkel",
        community=community,
        casushouder=deelnemer,
        visibility="network",
    )


@pytest.fixture
def writer(casus: Casus, client_of: Clients) -> Client:
    """Return the casushouder, signed in."""
    return client_of(casus.casushouder)


def address(name: str, casus: Casus, *more: str) -> str:
    return reverse(f"casussen:{name}", args=[casus.slug, *more])


def titles(client: Client, query: str) -> list[str]:
    page = client.get(f"{LIST}?{query}").context["page_obj"]
    return sorted(casus.title for casus in page)


@pytest.fixture
def three(community: Community) -> None:
    """Make three public casussen that differ in every filter."""
    one = CasusFactory(title="Een", community=community, visibility="public", stage="working")
    one.tags.add("dorpshuis")
    one.themes.add(begrip("cbs-thema", "wonen"))
    water = begrip("organisatietype", "waterschap")
    two = CasusFactory(
        title="Twee",
        visibility="public",
        province="zeeland",
        body="Met zeewier.",
        organisatie__kind=water,
    )
    two.tags.add("dorpshuis", "vrijwilligers")
    three = CasusFactory(
        title="Drie",
        visibility="public",
        province="zeeland",
        stage="followed",
        scale=begrip("schaalniveau", "buurt-of-wijk"),
        area_type=begrip("gebiedstype", "niet-stedelijk"),
        phase=begrip("beleidsfase", "uitvoering"),
    )
    three.communities.add(community)
    three.themes.add(begrip("cbs-thema", "wonen"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Drie", "Een", "Twee"]),
        ("tag=dorpshuis", ["Een", "Twee"]),
        ("tag=vrijwilligers", ["Twee"]),
        ("thema=wonen", ["Drie", "Een"]),
        ("tag=dorpshuis&thema=wonen", ["Een"]),
        ("provincie=zeeland", ["Drie", "Twee"]),
        ("fase=followed", ["Drie"]),
        ("schaal=buurt-of-wijk", ["Drie"]),
        ("soort=niet-stedelijk", ["Drie"]),
        ("beleid=uitvoering", ["Drie"]),
        ("beleid=besluit", []),
        ("laag=waterschap", ["Twee"]),
        ("community=bewoners-in-beeld", ["Drie", "Een"]),
        ("q=zeewier", ["Twee"]),
        ("q=zeewier&provincie=zeeland&tag=dorpshuis", ["Twee"]),
        ("q=%21%21", []),
        ("tag=bestaat-niet&thema=x&provincie=%00&fase=%00&community=%00&q=%00&pagina=x", None),
    ],
)
def test_tag_and_vocabulary_both_filter(
    query: str, expected: list[str] | None, three: None, client: Client
) -> None:
    assert titles(client, query) == (["Drie", "Een", "Twee"] if expected is None else expected)


def test_the_map_counts_the_other_filters_and_links_to_the_province(
    three: None, client: Client
) -> None:
    response = client.get(f"{LIST}?tag=dorpshuis&provincie=zeeland")
    assert response.context["per_province"] == {"drenthe": 1, "zeeland": 1}
    assert response.context["map_url"] == "?tag=dorpshuis&provincie="
    assert 'href="?tag=dorpshuis&amp;provincie=drenthe"' in response.content.decode()
    chips = response.context["chips"]
    assert chips == [
        {"text": "Zeeland", "url": "?tag=dorpshuis"},
        {"text": "#dorpshuis", "url": "?provincie=zeeland"},
    ]


def test_an_empty_province_invites(
    client: Client, deelnemer: Deelnemer, client_of: Clients
) -> None:
    for someone, target in ((client, "/over/#meedoen"), (client_of(deelnemer), "/casussen/nieuw/")):
        html = someone.get(f"{LIST}?provincie=flevoland").content.decode()
        assert "Nog geen casus in Flevoland" in html
        assert f'href="{target}"' in html


@pytest.mark.parametrize("path", [LIST, f"{LIST}?q=bus", "/casussen/dilemmas/", "/"])
def test_a_list_takes_as_many_queries_for_one_as_for_fifty(
    path: str, client: Client, community: Community
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    client.get(path)

    def add(number: int) -> None:
        for _ in range(number):
            casus = CasusFactory(visibility="public", community=community)
            dilemma = DilemmaFactory(visibility="public", community=community)
            dilemma.casussen.add(casus)

    add(1)
    one = queries()
    add(49)
    assert queries() == one


def test_pages_hold_twenty(client: Client, community: Community) -> None:
    CasusFactory.create_batch(21, visibility="public", community=community)
    sizes = [len(client.get(f"{LIST}?pagina={n}").context["page_obj"]) for n in (1, 2, 99)]
    assert sizes == [20, 1, 1]


FORM = {
    "title": "Een loket in het dorp",
    "summary": "Twee dagen per week open.",
    "learning_question": "Hoe houd je het open?",
    "provinces": [],
    "themes": [],
    "tags": "Loket, vrijwilligers",
    "visibility": "community",
}


def filled(community: Community, person: Deelnemer, **more: Any) -> dict[str, Any]:
    return FORM | {
        "community": community.pk,
        "organisatie": person.organisatie_id,
        "provinces": [begrip("provincie", "drenthe").pk],
        **more,
    }


def test_a_member_brings_a_casus_in(
    community: Community, deelnemer: Deelnemer, client_of: Clients
) -> None:
    response = client_of(deelnemer).post("/casussen/nieuw/", filled(community, deelnemer))
    casus = Casus.objects.get()
    assert response.headers["Location"] == address("section", casus, "context")
    assert (casus.title, casus.casushouder, casus.visibility) == (
        "Een loket in het dorp",
        deelnemer,
        "community",
    )
    assert sorted(tag.name for tag in casus.tags.all()) == ["loket", "vrijwilligers"]


def test_a_form_with_errors_keeps_what_was_typed(
    community: Community, deelnemer: Deelnemer, client_of: Clients
) -> None:
    themes = [begrip("cbs-thema", n).pk for n in ("wonen", "milieu", "gezondheid", "veiligheid")]
    data = filled(community, deelnemer, learning_question="Hoe dan", themes=themes)
    response = client_of(deelnemer).post("/casussen/nieuw/", data)
    html = response.content.decode()
    form = response.context["form"]
    assert form.errors == {
        "learning_question": ["Zet een vraagteken achter je leervraag."],
        "themes": ["Kies niet meer dan drie thema’s. Je koos er 4."],
    }
    assert 'value="Hoe dan"' in html
    assert 'value="Loket, vrijwilligers"' in html
    assert html.count("checked") == 6
    assert Casus.objects.count() == 0


def test_nobody_brings_a_casus_in_elsewhere_or_in_public(
    community: Community, other_community: Community, deelnemer: Deelnemer, client_of: Clients
) -> None:
    data = filled(other_community, deelnemer, visibility="public")
    form = client_of(deelnemer).post("/casussen/nieuw/", data).context["form"]
    assert set(form.errors) == {"community", "visibility"}
    assert Casus.objects.count() == 0


def test_facts_change_and_the_rest_stays(casus: Casus, writer: Client) -> None:
    casus.tags.add("winkel")
    page = writer.get(address("update", casus)).context["form"]
    data = {name: value for name, value in page.initial.items() if value not in (None, [])}
    data |= {
        "provinces": [p.pk for p in page.initial["provinces"]],
        "tags": "winkel, Dorp",
        "learning_question": "Wat nu?",
    }
    response = writer.post(address("update", casus), data)
    assert response.headers["Location"] == casus.get_absolute_url()
    fresh = Casus.objects.get(pk=casus.pk)
    assert (fresh.title, fresh.learning_question) == ("De dorpswinkel", "Wat nu?")
    assert sorted(tag.name for tag in fresh.tags.all()) == ["dorp", "winkel"]
    assert [p.notation for p in fresh.provinces.all()] == ["drenthe"]


def test_facts_that_somebody_else_changed_are_not_overwritten(casus: Casus, writer: Client) -> None:
    page = writer.get(address("update", casus)).context["form"]
    data = {name: value for name, value in page.initial.items() if value not in (None, [])}
    data |= {"provinces": [p.pk for p in page.initial["provinces"]], "title": "Van mij", "tags": ""}
    Casus.objects.update(title="Van de ander")
    refused = writer.post(address("update", casus), data)
    form = refused.context["form"]
    assert "Iemand anders heeft dit net gewijzigd." in form.non_field_errors()[0]
    assert 'value="Van mij"' in refused.content.decode()
    assert Casus.objects.get().title == "Van de ander"
    writer.post(address("update", casus), data | {"seen": form["seen"].value()})
    assert Casus.objects.get().title == "Van mij"


def test_writing_goes_on_to_the_next_part_or_stays(casus: Casus, writer: Client) -> None:
    here = address("section", casus, "context")
    went = writer.post(here, {"body": "Zo begon het.", "version": "0"})
    stayed = writer.post(here, {"body": "Zo begon het ook.", "version": "1", "actie": "bewaar"})
    assert went.headers["Location"] == address("section", casus, "question")
    assert stayed.headers["Location"] == here
    last = writer.post(address("section", casus, "contact"), {"body": "", "version": "0"})
    assert last.headers["Location"] == address("welvaartsbeeld", casus)
    section = casus.secties.get(kind="context")
    assert (section.body, section.version) == ("Zo begon het ook.", 2)
    assert writer.get(address("section", casus, "onzin")).status_code == 404


def test_looking_first_saves_nothing(casus: Casus, writer: Client) -> None:
    data = {"body": "Met **nadruk**.", "version": "0", "actie": "voorbeeld"}
    html = writer.post(address("section", casus, "context"), data).content.decode()
    assert "<p>Met <strong>nadruk</strong>.</p>" in html
    assert ">\nMet **nadruk**.</textarea>" in html
    assert not casus.secties.filter(kind="context").exists()


def test_a_conflict_shows_both_texts_and_asks(
    casus: Casus, writer: Client, organisator: Deelnemer
) -> None:
    section = CasusSectie.objects.get(casus=casus)
    section.body, section.version, section.updated_by = "Tekst van Olle.", 2, organisator
    section.save()
    here = address("section", casus, "approach")
    response = writer.post(here, {"body": "Tekst van mij.", "version": "1"})
    response = writer.get(response.headers["Location"])
    html = response.content.decode()
    assert "Iemand anders was je voor" in html
    assert "De tekst van Olle" in html
    assert response.context["form"].initial == {"body": "Tekst van mij.", "version": 2}
    section.refresh_from_db()
    assert section.body == "Tekst van Olle."
    writer.post(here, {"body": "Tekst van ons.", "version": "2"})
    section.refresh_from_db()
    assert (section.body, section.version) == ("Tekst van ons.", 3)


def test_a_writer_sees_what_is_left(casus: Casus, writer: Client, client: Client) -> None:
    assert (
        "Nog 6 van de 7 delen te schrijven" in writer.get(casus.get_absolute_url()).content.decode()
    )
    Casus.objects.update(visibility="public")
    assert "te schrijven" not in client.get(casus.get_absolute_url()).content.decode()


def test_welvaartsbeeld_shows_every_error_and_keeps_the_text(casus: Casus, writer: Client) -> None:
    here = address("welvaartsbeeld", casus)
    data = {"nu-direction": "plus", "nu-explanation": "Minder tocht.", "later-direction": "x"}
    response = writer.post(here, data)
    assert [set(form.errors) for form in response.context["forms"]] == [
        set(),
        {"direction"},
        {"direction"},
    ]
    assert "Minder tocht." in response.content.decode()
    assert casus.welvaartsbeeld.count() == 0
    data |= {"later-direction": "let", "elders-direction": "leeg"}
    assert writer.post(here, data).headers["Location"] == casus.get_absolute_url()
    assert Casus.objects.get().beeld == {"nu": "plus", "later": "let", "elders": "leeg"}


def test_narrowing_what_is_public_is_asked_twice(casus: Casus, writer: Client) -> None:
    Casus.objects.update(visibility="public")
    here = address("visibility", casus)
    html = writer.post(here, {"visibility": "network"}).content.decode()
    assert "Weet je zeker dat niet iedereen hem meer mag lezen?" in html
    assert Casus.objects.get().visibility == "public"
    writer.post(here, {"visibility": "network", "confirmed": "1"})
    assert Casus.objects.get().visibility == "network"
    assert writer.post(here, {"visibility": "public"}).context["form"].errors.keys() == {
        "visibility"
    }


def test_publishing_goes_by_two_people(
    casus: Casus, writer: Client, organisator: Deelnemer, client_of: Clients
) -> None:
    here, decide = address("request_publication", casus), address("decide", casus)
    form = writer.post(here, {"note": "Kijk je mee?"}).context["form"]
    assert form.non_field_errors() == [
        "Vul eerst nog aan: Aanleiding en context, Resultaten, Thema."
    ]
    for kind in ("context", "results"):
        CasusSectie.objects.create(casus=casus, kind=kind, body="Af.", updated_by=organisator)
    casus.themes.add(begrip("cbs-thema", "wonen"))
    ToestemmingFactory(casus=Casus.objects.get(), granted=True)
    assert writer.post(here, {"note": "Kijk je mee?"}).status_code == 302
    other = client_of(organisator)
    assert writer.get(decide).status_code == 403
    assert "Kijk je mee?" in other.get(decide).content.decode()
    refused = other.post(decide, {"granted": "nee", "reason": ""})
    assert set(refused.context["form"].errors) == {"reason"}
    other.post(decide, {"granted": "nee", "reason": "Er staat een naam in."})
    assert "Er staat een naam in." in writer.get(casus.get_absolute_url()).content.decode()
    writer.post(here, {"note": "Nu goed."})
    other.post(decide, {"granted": "ja"})
    states = list(Publicatieverzoek.objects.order_by("pk").values_list("state", flat=True))
    assert (Casus.objects.get().visibility, states) == ("public", ["refused", "granted"])
    assert other.get(decide).headers["Location"] == casus.get_absolute_url()


def test_a_withdrawn_casus_says_so_above_everything(casus: Casus, writer: Client) -> None:
    empty = writer.post(address("withdraw", casus), {"reason": " "})
    assert set(empty.context["form"].errors) == {"reason"}
    writer.post(address("withdraw", casus), {"reason": "De cijfers klopten niet."})
    html = writer.get(casus.get_absolute_url()).content.decode()
    assert "Deze casus is ingetrokken" in html
    assert "De cijfers klopten niet." in html
    assert writer.get(address("update", casus)).status_code == 403
    writer.post(address("restore", casus))
    assert "ingetrokken" not in writer.get(casus.get_absolute_url()).content.decode()


DILEMMA = {
    "question": "Snel of samen?",
    "first_title": "Snel",
    "first_text": "Klaar.",
    "second_title": "Samen",
    "second_text": "Leren.",
    "visibility": "network",
}


def test_a_dilemma_stands_with_its_casus(
    casus: Casus,
    writer: Client,
    other_community: Community,
    ander_lid: Deelnemer,
    client_of: Clients,
) -> None:
    start = writer.get(f"/casussen/dilemmas/nieuw/?casus={casus.slug}").context["form"].initial
    assert (start["casussen"], start["community"]) == ([casus], casus.community)
    wrong = DILEMMA | {"question": "Snel", "community": other_community.pk}
    form = writer.post("/casussen/dilemmas/nieuw/", wrong).context["form"]
    assert set(form.errors) == {"question", "community"}
    data = DILEMMA | {"community": casus.community_id, "casussen": [casus.pk]}
    writer.post("/casussen/dilemmas/nieuw/", data)
    dilemma = Dilemma.objects.get()
    reader = client_of(ander_lid)
    assert "Snel of samen?" in reader.get(casus.get_absolute_url()).content.decode()
    Casus.objects.update(visibility="group")
    page = reader.get(dilemma.get_absolute_url())
    assert list(page.context["seen_in"]) == []
    assert "De dorpswinkel" not in page.content.decode()
    chosen = {"side": "second", "outcome": "Samen.", "anyway": "on"}
    writer.post(reverse("casussen:dilemma_close", args=[dilemma.slug]), chosen)
    assert "<p>Samen.</p>" in reader.get(dilemma.get_absolute_url()).content.decode()


def test_changing_a_dilemma_keeps_the_casussen_that_you_cannot_see(
    casus: Casus, community: Community, organisator: Deelnemer, client_of: Clients
) -> None:
    secret = CasusFactory(visibility="group", community=community)
    dilemma = DilemmaFactory(community=community, visibility="community")
    dilemma.casussen.set([casus, secret])
    data = DILEMMA | {"casussen": [], "visibility": "public"}
    client_of(organisator).post(reverse("casussen:dilemma_update", args=[dilemma.slug]), data)
    dilemma.refresh_from_db()
    assert (dilemma.visibility, list(dilemma.casussen.all())) == ("public", [secret])
