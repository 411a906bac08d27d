"""The datasets described for machines (row 92, DCAT-AP-NL 3.0), and the page for people."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from handboek.uitvoer import boekbestanden
from handboek.uitvoer.vormen import FORMS
from netwerk.kern.uitvoer import werk
from netwerk.views.opendata import DATASETS
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    NieuwsberichtFactory,
)
from tests.linkeddata.shapes import faults, fetch

pytestmark = pytest.mark.django_db
CATALOGUE = URIRef(f"{settings.SITE_URL}/catalogus")


def test_the_catalogue_holds_what_the_profile_obliges(client: Client) -> None:
    NieuwsberichtFactory()
    graph = fetch(client, "/catalogus.ttl")
    assert faults(graph, "dcat.ttl") == ""
    assert isomorphic(graph, fetch(client, "/catalogus.jsonld"))
    datasets = graph.objects(CATALOGUE, DCAT.dataset)
    titles = {str(graph.value(row, DCTERMS.title)) for row in datasets}
    assert titles == {dataset.title for dataset in DATASETS}
    response = client.get("/catalogus.jsonld")
    assert response["Content-Type"].startswith("application/ld+json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/catalogus.rdf").status_code == 404
    assert client.cookies == {}


def test_every_address_in_the_catalogue_answers_with_the_media_it_says(client: Client) -> None:
    AdviesFactory(published=True)
    boekbestanden.refresh()
    werk.make_due(seconds=60)
    graph = fetch(client, "/catalogus.ttl")
    forms = list(graph.subjects(RDF.type, DCAT.Distribution))
    files = {str(form).rpartition(".")[2] for form in forms if "downloaden" in str(form)}
    assert files == {*FORMS}
    assert faults(graph, "dcat.ttl") == ""
    for form in forms:
        media = str(graph.value(form, DCAT.mediaType)).partition("media-types/")[2]
        for name in (DCAT.accessURL, DCAT.downloadURL):
            for address in graph.objects(form, name):
                response = client.get(str(address).removeprefix(settings.SITE_URL))
                assert response.status_code == 200, address
                if response.streaming:
                    b"".join(response.streaming_content)  # or its file stays open
                assert response["Content-Type"].partition(";")[0] == media, address
    for name in (DCAT.landingPage, DCAT.endpointDescription):
        for address in graph.objects(None, name):
            path = str(address).removeprefix(settings.SITE_URL)
            assert client.get(path).status_code == 200, address


def test_a_dataset_says_when_it_changed_last(client: Client) -> None:
    hidden = CasusFactory(visibility="network")
    casus = CasusFactory(visibility="public")
    hidden.save()
    dataset = URIRef(f"{CATALOGUE}#casussen")
    graph = fetch(client, "/catalogus.ttl")
    assert graph.value(dataset, DCTERMS.modified) == Literal(casus.updated_at)
    assert hidden.title not in client.get("/catalogus.ttl").text


def test_the_shapes_see_what_is_missing() -> None:
    text = f"<http://x/> a <{DCAT.Dataset}> , <{DCAT.Catalog}> ."
    found = faults(Graph().parse(data=text, format="turtle"), "dcat.ttl")
    for name in ("title", "publisher", "accessRights", "theme", "distribution", "contactPoint"):
        assert name in found


def test_people_read_what_there_is_and_what_they_may_do(client: Client) -> None:
    page = client.get("/open-data/").text
    for dataset in DATASETS:
        assert dataset.title in page
        for form in dataset.forms():
            assert f'href="{form.path}"' in page, form.path
    for path in ("/api/", "/catalogus.jsonld", "/catalogus.ttl", "/sitemap.xml", "/licentie/"):
        assert f'href="{path}"' in page
    assert "CC BY 4.0" in page
    assert 'href="/open-data/"' in client.get("/licentie/").text
    assert client.cookies == {}


def test_more_rows_cost_no_more_queries(client: Client) -> None:
    def queries() -> dict[str, int]:
        found = {}
        for path in ("/open-data/", "/catalogus.ttl"):
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
            found[path] = len(caught)
        return found

    def add(number: int) -> None:
        made: tuple[Any, ...] = (CasusFactory, BijeenkomstFactory)
        for factory in made:
            factory.create_batch(number, visibility="public")
        AdviesFactory.create_batch(number, published=True)

    add(1)
    before = queries()
    add(49)
    assert queries() == before
