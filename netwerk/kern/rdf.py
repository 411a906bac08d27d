"""Linked data that leaves the portal: a graph as Turtle or as JSON-LD, which both say the same."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

if TYPE_CHECKING:
    from rdflib import Graph

FORMATS = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json; charset=utf-8"),
}
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def response(graph: "Graph", form: str) -> HttpResponse:
    """Answer with a graph; ``form`` is a key of FORMATS. Pages of other sites may read it too."""
    name, content_type = FORMATS[form]
    for prefix, address in PREFIXES.items():
        graph.bind(prefix, address)
    more: dict[str, Any] = {"context": PREFIXES, "auto_compact": False} if form == "jsonld" else {}
    text = graph.serialize(format=name, **more)
    answer = HttpResponse(text, content_type=content_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
