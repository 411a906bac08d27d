"""The datasets of the portal described for machines, after DCAT-AP-NL 3.0.

What is obliged there and what we add stands in ``tests/linkeddata/dcat.ttl``. The lists of words
are those of the European Union, the types of media those of IANA.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from netwerk.kern import licentie

if TYPE_CHECKING:  # it takes half a second to import, so only who makes a graph does
    from rdflib import Graph, URIRef

    from netwerk.views.opendata import Dataset, Form

EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
PUBLISHER_KIND = "http://purl.org/adms/publishertype/NonGovernmentalOrganisation"
VCARD = "http://www.w3.org/2006/vcard/ns#"
TITLE = "Open data van het Nationaal Netwerk Brede Welvaart"
TEXT = "Alles wat het netwerk openbaar maakt en wat je opnieuw mag gebruiken."


def catalogue(datasets: "Iterable[Dataset]") -> "Graph":
    """Return the catalogue with its datasets, their forms and the API."""
    from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph

    graph, ours = Graph(), _ours("/catalogus")
    _agents(graph)
    graph.add((ours, RDF.type, DCAT.Catalog))
    _describe(graph, ours, TITLE, TEXT)
    graph.add((ours, DCTERMS.license, _uri(licentie.ADDRESS)))
    graph.add((ours, FOAF.homepage, _ours(reverse("open_data"))))
    graph.add((ours, DCTERMS.spatial, _uri(f"{EU}/country/NLD")))
    moments = []
    for dataset in datasets:
        described = _dataset(graph, dataset)
        graph.add((ours, DCAT.dataset, described))
        if moment := dataset.changed():
            moments.append(moment)
            graph.add((described, DCTERMS.modified, _moment(moment)))
    if moments:
        graph.add((ours, DCTERMS.modified, _moment(max(moments))))
    graph.add((ours, DCAT.service, _service(graph, datasets)))
    return graph


def _agents(graph: "Graph") -> None:
    """Say who publishes, and where questions go."""
    from rdflib import DCTERMS, FOAF, RDF, Literal, Namespace

    vcard, who, contact = Namespace(VCARD), _ours("/#netwerk"), _ours("/contact/#contact")
    graph.add((who, RDF.type, FOAF.Agent))
    graph.add((who, FOAF.name, _words(settings.SITE_NAME)))
    graph.add((who, FOAF.homepage, _ours("/")))
    graph.add((who, DCTERMS.type, _uri(PUBLISHER_KIND)))
    graph.add((contact, RDF.type, vcard.Kind))
    graph.add((contact, vcard.fn, _words(settings.SITE_NAME)))
    graph.add((contact, vcard.hasEmail, _uri(f"mailto:{settings.CONTACT_MAIL}")))
    graph.add((contact, vcard.hasURL, Literal(f"{settings.SITE_URL}/contact/")))


def _describe(graph: "Graph", thing: "URIRef", title: str, text: str) -> None:
    """Say what every part has: its name, its words, who it is of, and in which language."""
    from rdflib import DCAT, DCTERMS

    graph.add((thing, DCTERMS.title, _words(title)))
    graph.add((thing, DCTERMS.description, _words(text)))
    graph.add((thing, DCTERMS.publisher, _ours("/#netwerk")))
    graph.add((thing, DCTERMS.creator, _ours("/#netwerk")))
    graph.add((thing, DCTERMS.language, _uri(f"{EU}/language/NLD")))
    graph.add((thing, DCAT.contactPoint, _ours("/contact/#contact")))


def _dataset(graph: "Graph", dataset: "Dataset") -> "URIRef":
    from rdflib import DCAT, DCTERMS, RDF, Literal

    thing = _ours(f"/catalogus#{dataset.key}")
    graph.add((thing, RDF.type, DCAT.Dataset))
    _describe(graph, thing, dataset.title, dataset.text)
    graph.add((thing, DCTERMS.identifier, Literal(str(thing))))
    graph.add((thing, DCTERMS.accessRights, _uri(f"{EU}/access-right/PUBLIC")))
    graph.add((thing, DCTERMS.accrualPeriodicity, _uri(f"{EU}/frequency/{dataset.often}")))
    graph.add((thing, DCTERMS.spatial, _uri(f"{EU}/country/NLD")))
    graph.add((thing, DCAT.landingPage, _ours(reverse(dataset.page))))
    for theme in dataset.themes:
        graph.add((thing, DCAT.theme, _uri(f"{EU}/data-theme/{theme}")))
    for word in dataset.words:
        graph.add((thing, DCAT.keyword, _words(word)))
    for form in dataset.forms():
        graph.add((thing, DCAT.distribution, _distribution(graph, form)))
    return thing


def _distribution(graph: "Graph", form: "Form") -> "URIRef":
    from rdflib import DCAT, DCTERMS, RDF

    thing = _ours(f"/catalogus#{form.path.strip('/')}")
    graph.add((thing, RDF.type, DCAT.Distribution))
    graph.add((thing, DCTERMS.title, _words(form.name)))
    graph.add((thing, DCAT.accessURL, _ours(form.path)))
    graph.add((thing, DCAT.mediaType, _uri(f"{IANA}/{form.media}")))
    graph.add((thing, DCTERMS.format, _uri(f"{EU}/file-type/{form.file}")))
    graph.add((thing, DCTERMS.license, _uri(licentie.ADDRESS)))
    graph.add((thing, DCTERMS.language, _uri(f"{EU}/language/NLD")))
    if form.service:
        graph.add((thing, DCAT.accessService, _ours("/catalogus#api")))
    else:
        graph.add((thing, DCAT.downloadURL, _ours(form.path)))
    return thing


def _service(graph: "Graph", datasets: "Iterable[Dataset]") -> "URIRef":
    """Describe the API."""
    from rdflib import DCAT, DCTERMS, FOAF, RDF, Literal

    thing, description = _ours("/catalogus#api"), reverse("api:openapi")
    graph.add((thing, RDF.type, DCAT.DataService))
    _describe(graph, thing, "API", "Lees met een programma alles wat openbaar is, zonder sleutel.")
    graph.add((thing, DCTERMS.identifier, Literal(str(thing))))
    graph.add((thing, DCTERMS.accessRights, _uri(f"{EU}/access-right/PUBLIC")))
    graph.add((thing, DCTERMS.license, _uri(licentie.ADDRESS)))
    graph.add((thing, DCAT.theme, _uri(f"{EU}/data-theme/GOVE")))
    graph.add((thing, DCAT.endpointURL, _ours(description.rpartition("/")[0])))
    graph.add((thing, DCAT.endpointDescription, _ours(description)))
    graph.add((thing, FOAF.page, _ours(reverse("api_uitleg"))))
    for dataset in datasets:
        if any(form.service for form in dataset.forms()):
            graph.add((thing, DCAT.servesDataset, _ours(f"/catalogus#{dataset.key}")))
    return thing


def _ours(path: str) -> "URIRef":
    return _uri(settings.SITE_URL + path)


def _uri(text: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(text)


def _words(text: str) -> Any:
    from rdflib import Literal

    return Literal(text, lang=settings.LANGUAGE_CODE)


def _moment(at: Any) -> Any:
    from rdflib import XSD, Literal

    return Literal(at.isoformat(), datatype=XSD.dateTime)
