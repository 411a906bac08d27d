"""The vocabularies as SKOS, for other systems: each concept is known by the address of its page.

A link to a concept of another of our lists is a mapping (``broadMatch``, ``closeMatch``), within a
list it is ``broader``. ``exactMatch`` is only what an editor called the same at its source.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max

from netwerk.kern.begrippen.models import Schema
from netwerk.kern.licentie import ADDRESS as LICENCE

if TYPE_CHECKING:  # it takes half a second to import, so only who makes a graph does
    from rdflib import Graph, URIRef

NETWORK = "/#netwerk"  # who publishes; the front page says who that is


def changed(schema: Schema) -> datetime | None:
    """Return when a concept of the list changed last."""
    found: datetime | None = schema.begrippen.aggregate(last=Max("updated_at"))["last"]
    return found


def graph_of(schema: Schema) -> "Graph":
    """Return one vocabulary with its concepts, also those that nobody chooses any more.

    Takes three queries, however long the list is.
    """
    from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal

    graph, scheme = Graph(), uri(schema)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, SKOS.prefLabel, _words(schema.title)))
    graph.add((scheme, DCTERMS.title, _words(schema.title)))
    graph.add((scheme, DCTERMS.identifier, Literal(schema.key)))
    graph.add((scheme, DCTERMS.license, _address(LICENCE)))
    graph.add((scheme, DCTERMS.publisher, _address(settings.SITE_URL + NETWORK)))
    if schema.source:
        graph.add((scheme, DCTERMS.source, _words(schema.source)))
    if moment := changed(schema):
        graph.add((scheme, DCTERMS.modified, Literal(moment.isoformat(), datatype=XSD.dateTime)))
    rows = schema.begrippen.select_related("schema", "broader__schema").order_by("order", "pk")
    for begrip in rows.prefetch_related("mapped_to__schema"):
        _add(graph, scheme, begrip)
    return graph


def _add(graph: "Graph", scheme: "URIRef", begrip: Any) -> None:
    from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, Literal

    concept = uri(begrip)
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.prefLabel, _words(begrip.label)))
    graph.add((concept, SKOS.notation, Literal(begrip.notation)))
    for name in begrip.synonyms:
        if name != begrip.label:
            graph.add((concept, SKOS.altLabel, _words(name)))
    if begrip.definition:
        graph.add((concept, SKOS.definition, _words(begrip.definition)))
    above = begrip.broader
    if above and above.schema_id == begrip.schema_id:
        graph.add((concept, SKOS.broader, uri(above)))
        graph.add((uri(above), SKOS.narrower, concept))
    else:
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
        if above:
            graph.add((concept, SKOS.broadMatch, uri(above)))
    for other in begrip.mapped_to.all():
        graph.add((concept, SKOS.closeMatch, uri(other)))
    if begrip.same_as:
        graph.add((concept, SKOS.exactMatch, _address(begrip.same_as)))
    if begrip.valid_to:
        graph.add((concept, OWL.deprecated, Literal(True)))
    when = begrip.updated_at.isoformat()
    graph.add((concept, DCTERMS.modified, Literal(when, datatype=XSD.dateTime)))


def uri(row: Any) -> "URIRef":
    """Return the name of a list or a concept: the address where people read it."""
    return _address(settings.SITE_URL + row.get_absolute_url())


def _address(text: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(text)


def _words(text: str) -> Any:
    from rdflib import Literal

    return Literal(text, lang=settings.LANGUAGE_CODE)
