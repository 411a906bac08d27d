"""The search page: best first over all kinds, with choices beside it, and never a hidden word."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casussen.models import Verhaal
from communities.models import Community, Deelnemer
from netwerk.kern.zoeken import hits
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    DilemmaFactory,
    GesprekFactory,
    LesFactory,
    NieuwsberichtFactory,
    ReactieFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db


def titles(response: Any) -> list[str]:
    """Return what a page of results found, in its order."""
    assert response.status_code == 200
    return [line.title for line in response.context["results"]]


def choices(response: Any) -> dict[str, dict[str, str]]:
    """Return {facet: {choice: number}} of what the page offers."""
    return {
        group.name: {choice.text: choice.number for choice in [*group.first, *group.more]}
        for group in response.context["groups"]
    }


def test_all_kinds_stand_in_one_order_and_each_kind_by_itself(
    client: Client, community: Community
) -> None:
    CasusFactory(title="Iets over water", summary="Ook een fietspad.", visibility="public")
    CasusFactory(title="Het fietspad naar het fietspad", visibility="public")
    NieuwsberichtFactory(title="Een fietspad in het nieuws")
    response = client.get("/zoeken/", {"q": "fietspad"})
    assert titles(response)[0] == "Het fietspad naar het fietspad"
    assert sorted(titles(response)[1:]) == ["Een fietspad in het nieuws", "Iets over water"]
    kinds = {kind.text: (kind.number, kind.current) for kind in response.context["kinds"]}
    assert kinds == {"Alles": ("3", True), "Casussen": ("2", False), "Nieuws": ("1", False)}
    one = client.get("/zoeken/", {"q": "fietspad", "soort": "nieuwsbericht"})
    assert titles(one) == ["Een fietspad in het nieuws"]


def test_choices_have_counts_and_lead_to_as_many_results(
    client: Client, community: Community, other_community: Community
) -> None:
    for place, theme in (("utrecht", "wonen"), ("utrecht", "wonen"), ("drenthe", "gezondheid")):
        casus = CasusFactory(title="Het fietspad", visibility="public", community=community)
        casus.provinces.set([begrip("provincie", place)])
        casus.themes.set([begrip("cbs-thema", theme)])
    CasusFactory(title="Het fietspad", visibility="community", community=other_community)
    DilemmaFactory(question="Fietspad of bos?", visibility="public", community=other_community)
    response = client.get("/zoeken/", {"q": "fietspad"})
    offered = choices(response)
    assert offered["thema"] == {"Wonen": "2", "Gezondheid": "1"}
    assert offered["provincie"] == {"Utrecht": "2", "Drenthe": "1"}
    assert offered["community"] == {community.name: "3", other_community.name: "1"}
    for group in response.context["groups"]:
        for choice in group.first:
            answer = client.get(f"/zoeken/{choice.url}")
            assert str(answer.context["total"]) == choice.number, choice
            assert len(titles(answer)) == int(choice.number)
    both = client.get("/zoeken/", {"q": "fietspad", "thema": "wonen", "provincie": "utrecht"})
    assert [chip.text for chip in both.context["asked"].chips] == ["Wonen", "Utrecht"]
    assert client.get("/zoeken/" + both.context["asked"].chips[0].url).context["total"] == 2


def test_a_casus_in_two_communities_is_counted_in_both_and_once_in_all(
    client: Client, community: Community, other_community: Community
) -> None:
    casus = CasusFactory(title="Het fietspad", visibility="public", community=community)
    casus.communities.add(other_community)
    response = client.get("/zoeken/", {"q": "fietspad"})
    assert response.context["total"] == 1
    assert choices(response)["community"] == {community.name: "1", other_community.name: "1"}


def test_choices_that_leave_nothing_say_how_many_there_are_without(client: Client) -> None:
    CasusFactory(title="Het fietspad", visibility="public")
    response = client.get("/zoeken/", {"q": "fietspad", "jaar": "1999"})
    assert titles(response) == []
    assert response.context["without"] == {"number": 1, "url": "?q=fietspad"}
    other = client.get("/zoeken/", {"q": "fietspad", "soort": "nieuwsbericht"})
    assert other.context["without"] == {"number": 1, "url": "?q=fietspad"}


def test_nonsense_choices_are_left_out(client: Client) -> None:
    CasusFactory(title="Het fietspad", visibility="public")
    for wrong in ("x", "\x00", "9" * 40, "-1", "' or 1=1", "\u202eutrecht", "²"):
        for name in ("soort", "thema", "provincie", "community", "jaar", "pagina"):
            response = client.get("/zoeken/", {"q": "fietspad", name: wrong})
            assert titles(response) == ["Het fietspad"], (name, wrong)
            assert response.context["asked"].chips == []


def test_a_hidden_casus_is_in_no_count_of_any_choice(
    community: Community, buitenstaander: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    hidden = CasusFactory(title="Kanarie", visibility="community", community=community)
    hidden.themes.set([begrip("cbs-thema", "wonen")])
    hidden.provinces.set([begrip("provincie", "utrecht")])
    seen = client_of(deelnemer).get("/zoeken/", {"q": "kanarie"})
    assert seen.context["total"] == 1
    assert choices(seen)["thema"] == {"Wonen": "1"}
    for person in (None, buitenstaander):
        for asked in ({}, {"thema": "wonen"}, {"soort": "casus"}):
            response = client_of(person).get("/zoeken/", {"q": "kanarie"} | asked)
            assert response.context["total"] == 0
            assert response.context["found"].kinds == {}
            assert response.context["found"].facets == {}
            assert not response.context.get("without", {}).get("number")


def test_words_are_quoted_with_a_mark_and_nothing_of_a_text_is_html(client: Client) -> None:
    CasusFactory(
        title="Aap <script>alert(1)</script> fietspad",
        visibility="public",
        body='Het <img src=x onerror=alert(2)> **fietspad** & "meer".',
    )
    page = client.get("/zoeken/", {"q": "fietspad"}).content.decode()
    assert "Aap &lt;script&gt;alert(1)&lt;/script&gt; fietspad" in page
    assert "<mark>fietspad</mark> &amp; &quot;meer&quot;." in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("sign", ["\ue000", "\ue001", "\ue000\ue001\ue000"])
def test_signs_of_the_marks_in_a_text_make_no_marks(client: Client, sign: str) -> None:
    CasusFactory(title="Fietspad", visibility="public", body=f"{sign} Fietspad {sign} bos {sign}")
    page = client.get("/zoeken/", {"q": "fietspad"}).content.decode()
    assert page.count("<mark>") == page.count("</mark>") == 1


def test_a_quote_holds_nothing_confidential(client: Client) -> None:
    CasusFactory(
        title="De bus",
        visibility="public",
        body="De halte bij het plein.\n\n:::vertrouwelijk\nHalte Kanarie\n:::\n\nEn de halte.",
    )
    page = client.get("/zoeken/", {"q": "halte"}).content.decode()
    assert "<mark>halte</mark> bij het plein" in page
    assert "kanarie" not in page.lower()


def test_posts_are_found_by_who_may_read_the_conversation(
    community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer, client_of: ClientOf
) -> None:
    open_to_all = CasusFactory(title="De bus", visibility="public", community=community)
    inside = CasusFactory(title="De trein", visibility="community", community=community)
    for casus in (open_to_all, inside):
        ReactieFactory(
            gesprek=GesprekFactory(subject=casus),
            body="Bij de **kruiwagen**.\n\n:::vertrouwelijk\nkanarie\n:::\n",
        )
    ReactieFactory(
        gesprek=GesprekFactory(subject=DilemmaFactory(visibility="public", community=community)),
        body="Kruiwagen weg.",
        removed_at="2026-01-01T10:00Z",
    )

    def quotes(person: Deelnemer | None, typed: str) -> list[str]:
        results = client_of(person).get("/zoeken/", {"q": typed}).context.get("results", [])
        return [str(line.quote) for line in results]

    assert quotes(deelnemer, "kruiwagen") == ["Bij de <mark>kruiwagen</mark>."] * 2
    assert quotes(deelnemer, "kanarie") == []
    assert quotes(None, "kruiwagen") == quotes(buitenstaander, "kruiwagen") == []


def test_a_story_tells_only_its_year(client: Client) -> None:
    casus = CasusFactory()
    verhaal = Verhaal.objects.create(
        casus=casus,
        title="Het fietspad dat niet kwam",
        slug="fietspad",
        summary="Zo ging het.",
        body="Het kwam niet.",
        area_type=begrip("gebiedstype", "niet-stedelijk"),
        state="published",
        created_by=casus.casushouder,
        requested_by=casus.casushouder,
        decided_by=DeelnemerFactory(),
        decided_at="2025-06-01T10:00Z",
    )
    response = client.get("/zoeken/", {"q": "fietspad"})
    [line] = response.context["results"]
    assert (line.title, line.moment, line.year) == (verhaal.title, None, 2025)
    assert choices(response)["jaar"] == {"2025": "1"}


def test_pages_go_on_and_a_page_that_is_too_high_is_the_last(client: Client) -> None:
    CasusFactory.create_batch(25, title="Het fietspad", visibility="public")
    seen = [
        line.url
        for number in (1, 2)
        for line in client.get("/zoeken/", {"q": "fietspad", "pagina": number}).context["results"]
    ]
    assert len(set(seen)) == 25
    last = client.get("/zoeken/", {"q": "fietspad", "pagina": 99})
    assert [line.url for line in last.context["results"]] == seen[20:]


def test_a_search_that_takes_too_long_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    CasusFactory(title="Het fietspad", visibility="public")
    real = hits._statement

    def slow(*given: Any) -> str:
        return f"SELECT 'kind', 'casus', 1, 0 FROM pg_sleep(2) UNION ALL ({real(*given)})"

    monkeypatch.setattr(hits, "_statement", slow)
    response = client.get("/zoeken/", {"q": "fietspad"})
    assert response.status_code == 503
    assert "Dit zoeken duurde te lang" in response.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)


def test_only_small_words_are_no_question(client: Client) -> None:
    for typed in ("de het een", "&|!", "''"):
        page = client.get("/zoeken/", {"q": typed}).content.decode()
        assert "Zoek op een ander woord" in page, typed


def fill(community: Community, number: int) -> None:
    for _ in range(number):
        casus = CasusFactory(title="Fietspad", visibility="public", community=community)
        casus.provinces.set([begrip("provincie", "utrecht"), begrip("provincie", "drenthe")])
        DilemmaFactory(question="Fietspad?", visibility="public", community=community)
        NieuwsberichtFactory(title="Fietspad")
        BijeenkomstFactory(title="Fietspad", visibility="public", community=community)
        LesFactory(conclusion="Fietspad", community=community)
        AdviesFactory(title="Fietspad", published=True)


def test_more_rows_take_no_more_queries(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)

    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        return len(caught)

    paths = ("/zoeken/?q=fietspad", "/zoeken/?q=fietspad&soort=casus&provincie=utrecht")
    fill(community, 3)
    few = [queries(path) for path in paths]
    fill(community, 15)
    assert all(queries(path) <= number for path, number in zip(paths, few, strict=True))
