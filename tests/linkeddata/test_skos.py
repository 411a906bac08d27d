"""The vocabularies as SKOS: whole, sound, at addresses that stay, and equal in both forms."""

from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from communities.models import Deelnemer
from netwerk.kern.begrippen import beheer, skos
from netwerk.kern.begrippen.models import Begrip, Schema
from tests.factories import begrip
from tests.linkeddata.shapes import faults, fetch

pytestmark = pytest.mark.django_db


def keys() -> list[str]:
    """Return every vocabulary that ships."""
    return sorted(
        path.stem for path in (settings.BASE_DIR / "netwerk/kern/begrippen/data").iterdir()
    )


def uri(row: Any) -> URIRef:
    """Return the address by which the world knows a list or a concept."""
    return URIRef(f"{settings.SITE_URL}{row.get_absolute_url()}")


@pytest.mark.parametrize("key", keys())
def test_a_vocabulary_is_sound_and_whole_in_both_forms(client: Client, key: str) -> None:
    schema = Schema.objects.get(key=key)
    graph = fetch(client, f"/begrippen/{key}.ttl")
    assert faults(graph, "skos.ttl") == ""
    assert isomorphic(graph, fetch(client, f"/begrippen/{key}.jsonld"))
    rows = list(schema.begrippen.select_related("schema"))
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {uri(row) for row in rows}
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {uri(schema)}
    for row in rows:
        assert graph.value(uri(row), SKOS.prefLabel) == Literal(row.label, lang="nl")
        told = set(graph.objects(uri(row), SKOS.altLabel))
        assert told == {Literal(name, lang="nl") for name in row.synonyms if name != row.label}
        said = graph.value(uri(row), SKOS.definition)
        assert (str(said) if said else "") == row.definition


def test_every_name_in_it_is_an_address_that_a_visitor_reads(client: Client) -> None:
    graph = fetch(client, "/begrippen/cbs-thema.ttl")
    ours = {node for triple in graph for node in triple if str(node).startswith(settings.SITE_URL)}
    paths = {str(node).removeprefix(settings.SITE_URL).partition("#")[0] for node in ours}
    assert len(paths) > 16
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    schema = Schema.objects.get(key="cbs-thema")
    assert graph.value(uri(schema), DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )


def test_what_is_above_and_beside_a_concept_is_told(client: Client) -> None:
    theme, circle = begrip("cbs-thema", "subjectief-welzijn"), begrip("kring", "nu")
    same = begrip("planbureau-thema", "subjectief-welzijn")
    graph = fetch(client, "/begrippen/cbs-thema.ttl")
    assert (uri(theme), SKOS.broadMatch, uri(circle)) in graph
    assert (uri(theme), SKOS.closeMatch, uri(same)) in graph
    assert (uri(theme), SKOS.topConceptOf, uri(theme.schema)) in graph
    assert (None, SKOS.exactMatch, None) not in graph
    lower = begrip("opgave", "energietransitie")
    lower.broader = begrip("opgave", "energietransitie").schema.begrippen.exclude(pk=lower.pk)[0]
    lower.save()
    graph = fetch(client, "/begrippen/opgave.ttl")
    assert (uri(lower), SKOS.broader, uri(lower.broader)) in graph
    assert (uri(lower.broader), SKOS.narrower, uri(lower)) in graph
    assert (uri(lower), SKOS.topConceptOf, uri(lower.schema)) not in graph
    assert faults(graph, "skos.ttl") == ""


def test_an_editor_says_what_is_the_same_elsewhere_and_that_moves_the_date(
    client: Client, redacteur: Deelnemer
) -> None:
    row = begrip("opgave", "energietransitie")
    before = fetch(client, "/begrippen/opgave.ttl").value(uri(row.schema), DCTERMS.modified)
    there = "https://data.voorbeeld.nl/id/energietransitie"
    beheer.change_begrip(actor=redacteur, begrip=row, same_as=there)
    graph = fetch(client, "/begrippen/opgave.ttl")
    assert graph.value(uri(row), SKOS.exactMatch) == URIRef(there)
    assert before is not None
    after = graph.value(uri(row.schema), DCTERMS.modified)
    assert datetime.fromisoformat(str(after)) > datetime.fromisoformat(str(before))
    assert there in client.get(row.get_absolute_url()).text


def test_an_ended_concept_keeps_its_name_and_says_so(client: Client, redacteur: Deelnemer) -> None:
    row = begrip("opgave", "energietransitie")
    beheer.end_begrip(actor=redacteur, begrip=row, valid_to=date(2026, 1, 1))
    graph = fetch(client, "/begrippen/opgave.ttl")
    assert graph.value(uri(row), OWL.deprecated) == Literal(True)
    assert faults(graph, "skos.ttl") == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("a skos:Concept ; skos:prefLabel 'een'@nl, 'twee'@nl", "Unique"),
        ("skos:altLabel 'Wonen'@nl ; skos:prefLabel 'Wonen'@nl", "Disjoint"),
        ("skos:broader :a", "broader than itself"),
        ("skos:broader :b", "broader without narrower"),
        ("skos:prefLabel 'Name'@en", "LanguageIn"),
    ],
)
def test_the_shapes_see_what_is_wrong(wrong: str, said: str) -> None:
    text = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://x/> . "
        f":a a skos:Concept ; {wrong} . :b a skos:Concept ."
    )
    assert said in faults(Graph().parse(data=text, format="turtle"), "skos.ttl")


def test_a_longer_list_costs_no_more_queries() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            skos.graph_of(Schema.objects.get(key="opgave"))
        return len(caught)

    schema = Schema.objects.get(key="opgave")
    schema.begrippen.first().mapped_to.add(begrip("cbs-thema", "wonen"))
    few = queries()
    for number in range(50):
        made = Begrip.objects.create(schema=schema, notation=f"n-{number}", label=f"N {number}")
        made.mapped_to.add(begrip("cbs-thema", "wonen"))
    assert queries() == few


def test_pages_of_other_sites_and_programs_may_read_it(client: Client) -> None:
    response = client.get("/begrippen/opgave.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/begrippen/opgave.jsonld")["Content-Type"].startswith("application/ld+json")
    page = client.get("/begrippen/opgave/").text
    for address in ("/begrippen/opgave.ttl", "/begrippen/opgave.jsonld"):
        assert page.count(f'href="{address}"') == 2
        assert f'href="{address}"' in client.get("/begrippen/opgave/energietransitie/").text
    for path in ("/begrippen/niets.ttl", "/begrippen/niets/", "/begrippen/opgave.rdf"):
        assert client.get(path).status_code == 404
    assert client.cookies == {}


def test_the_page_of_a_list_pages(client: Client) -> None:
    schema = Schema.objects.get(key="opgave")
    Begrip.objects.bulk_create(
        Begrip(schema=schema, notation=f"n-{n}", label=f"Proefwoord {n}", order=100 + n)
        for n in range(120)
    )
    with CaptureQueriesContext(connection) as first:
        page = client.get("/begrippen/opgave/").text
    with CaptureQueriesContext(connection) as other:
        small = client.get("/begrippen/doelgroep/").text
    assert len(first) == len(other)
    assert "Proefwoord 5" in page
    assert "Proefwoord 119" not in page
    assert "Proefwoord 119" in client.get("/begrippen/opgave/?pagina=2").text
    assert "Bestuurder" in small
