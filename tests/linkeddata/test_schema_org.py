"""What pages say of themselves to machines: JSON-LD that another parser reads, and the head."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import html
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, Namespace

from communities.models import Deelnemer
from handboek.services import withdraw_advies
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    LesFactory,
    NieuwsberichtFactory,
    OrganisatieFactory,
    begrip,
)
from tests.linkeddata.shapes import faults, read

pytestmark = pytest.mark.django_db
SCHEMA = Namespace("https://schema.org/")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ClientOf = Callable[[Deelnemer | None], Client]


def blocks(page: str) -> list[dict[str, Any]]:
    """Return every block of JSON-LD on a page."""
    found = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(text) for text in found]


def graph_of(page: str) -> Graph:
    """Return what the blocks say, with the words of schema.org put in place without network."""
    graph = Graph()
    for block in blocks(page):
        assert block["@context"] == "https://schema.org"
        words = {"@vocab": str(SCHEMA), **{key: {"@type": "@id"} for key in LINKS}}
        graph += read(json.dumps(block | {"@context": words}), "json-ld")
    return graph


LINKS = (
    *("url", "license", "isBasedOn", "item", "mainEntityOfPage", "sameAs", "inDefinedTermSet"),
    *("eventStatus", "eventAttendanceMode"),
)


def uri(path: str) -> URIRef:
    return URIRef(settings.SITE_URL + path)


def texts(graph: Graph, subject: URIRef, name: str) -> set[str]:
    return {str(value) for value in graph.objects(subject, SCHEMA[name])}


def test_an_advies_says_who_made_it_what_it_rests_on_and_the_licence(client: Client) -> None:
    les = LesFactory()
    advies = AdviesFactory(published=True, les=les, title='Vraag "wie" </script> & <b>')
    advies.themes.add(begrip("cbs-thema", "wonen"))
    page = client.get(advies.get_absolute_url()).text
    graph = graph_of(page)
    subject = uri(f"/handboek/adviezen/{advies.number}/")
    assert (subject, RDF.type, SCHEMA.Article) in graph
    assert faults(graph, "schema_org.ttl") == ""
    assert texts(graph, subject, "name") == {advies.title}
    assert texts(graph, subject, "license") == {LICENCE}
    assert texts(graph, subject, "isBasedOn") == {uri(les.get_absolute_url()).toPython()}
    assert texts(graph, subject, "about") == {f"{settings.SITE_URL}/begrippen/cbs-thema/wonen/"}
    assert texts(graph, subject, "version") == {"1"}
    for name in ("author", "publisher"):
        (who,) = graph.objects(subject, SCHEMA[name])
        assert texts(graph, URIRef(str(who)), "name") == {settings.SITE_NAME}
    (published,) = texts(graph, subject, "datePublished")
    assert datetime.fromisoformat(published) == advies.published_at
    (chapter,) = graph.objects(subject, SCHEMA.isPartOf)
    assert chapter == uri(advies.hoofdstuk.get_absolute_url())
    assert html.document_fromstring(page).xpath("//head/link[@rel='license']/@href") == [LICENCE]


def test_a_withdrawn_advies_says_so_and_no_longer_what_it_rested_on(
    client: Client, redacteur: Deelnemer
) -> None:
    advies = AdviesFactory(published=True)
    withdraw_advies(actor=redacteur, advies=advies, reason="Het is anders.")
    graph = graph_of(client.get(advies.get_absolute_url()).text)
    subject = uri(f"/handboek/adviezen/{advies.number}/")
    assert texts(graph, subject, "creativeWorkStatus") == {"ingetrokken"}
    assert texts(graph, subject, "isBasedOn") == set()


def public_things() -> dict[str, tuple[str, str]]:
    """Return {kind: (path, type)} of a public thing of every kind."""
    advies = AdviesFactory(published=True)
    theme = begrip("cbs-thema", "wonen")
    return {
        "site": ("/", "WebSite"),
        "book": ("/handboek/", "Book"),
        "chapter": (advies.hoofdstuk.get_absolute_url(), "Chapter"),
        "advies": (advies.get_absolute_url(), "Article"),
        "les": (advies.lessen.get().get_absolute_url(), "CreativeWork"),
        "casus": (CasusFactory(visibility="public").get_absolute_url(), "Article"),
        "meeting": (
            BijeenkomstFactory(visibility="public", place="Zaal 1").get_absolute_url(),
            "Event",
        ),
        "organisation": (OrganisatieFactory().get_absolute_url(), "GovernmentOrganization"),
        "news": (NieuwsberichtFactory().get_absolute_url(), "NewsArticle"),
        "concept": (theme.get_absolute_url(), "DefinedTerm"),
        "list": (theme.schema.get_absolute_url(), "DefinedTermSet"),
    }


def test_every_kind_of_public_page_says_what_it_is_and_where_it_stands(client: Client) -> None:
    for kind, (path, name) in public_things().items():
        page = client.get(path).text
        graph = graph_of(page)
        assert (None, RDF.type, SCHEMA[name]) in graph, kind
        assert faults(graph, "schema_org.ttl") == "", kind
        if kind != "site":
            assert (None, RDF.type, SCHEMA.BreadcrumbList) in graph, kind
        root = html.document_fromstring(page)
        assert root.xpath("//head/link[@rel='canonical']/@href") == [settings.SITE_URL + path]
        shown = root.xpath("//head/title/text()")[0]
        assert root.xpath("//meta[@property='og:title']/@content")[0] in shown
        (summary,) = root.xpath("//meta[@name='description']/@content")
        assert root.xpath("//meta[@property='og:description']/@content") == [summary]
        assert root.xpath("//meta[@property='og:url']/@content") == [settings.SITE_URL + path]
    assert client.cookies == {}


def test_the_path_to_a_page_is_told_in_order(client: Client) -> None:
    advies = AdviesFactory(published=True)
    page = client.get(advies.get_absolute_url()).text
    (path,) = [each for each in blocks(page) if each["@type"] == "BreadcrumbList"]
    steps = [(item["position"], item["name"]) for item in path["itemListElement"]]
    names = ["Home", "Handboek", advies.hoofdstuk.title, f"Advies {advies.number}"]
    assert steps == list(enumerate(names, start=1))
    assert path["itemListElement"][1]["item"] == f"{settings.SITE_URL}/handboek/"


@pytest.mark.parametrize("visibility", ["community", "network"])
def test_what_is_not_public_says_nothing_to_machines(
    visibility: str, client_of: ClientOf, organisator: Deelnemer, community: Any
) -> None:
    rows = [
        CasusFactory(visibility=visibility, community=community),
        BijeenkomstFactory(visibility=visibility, community=community),
        AdviesFactory(author=organisator),
        NieuwsberichtFactory(published_at=None, author=organisator),
    ]
    organisator.is_redacteur = True
    organisator.save()
    for row in rows:
        page = client_of(organisator).get(row.get_absolute_url())
        assert page.status_code == 200
        assert blocks(page.text) == []
        assert "og:title" not in page.text
        assert 'rel="license"' not in page.text.split("</head>")[0]


def test_a_meeting_tells_no_link_to_take_part(client: Client) -> None:
    link = "https://vergadering.voorbeeld.nl/geheim"
    row = BijeenkomstFactory(visibility="public", place="", online_link=link)
    page = client.get(row.get_absolute_url()).text
    assert link not in page
    graph = graph_of(page)
    assert str(SCHEMA.OnlineEventAttendanceMode) in texts(
        graph, uri(row.get_absolute_url()), "eventAttendanceMode"
    )


def test_the_only_code_in_a_page_is_data_that_no_browser_runs(client: Client) -> None:
    for path, _ in public_things().values():
        response = client.get(path)
        for tag in re.findall(r"<script\b[^>]*>", response.text):
            assert "src=" in tag or tag == '<script type="application/ld+json">', path
        assert "unsafe" not in response["Content-Security-Policy"]


def test_a_page_of_a_list_has_its_own_address_and_choices_have_not(client: Client) -> None:
    def canonical(path: str) -> str:
        page = client.get(path).text
        (found,) = html.document_fromstring(page).xpath("//link[@rel='canonical']/@href")
        return str(found).removeprefix(settings.SITE_URL)

    assert canonical("/handboek/adviezen/?thema=wonen") == "/handboek/adviezen/"
    assert canonical("/handboek/adviezen/?pagina=2&thema=wonen") == "/handboek/adviezen/?pagina=2"
    assert canonical("/casussen/?pagina=%22%3E%3Cscript") == "/casussen/"
