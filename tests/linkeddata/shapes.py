"""Reading linked data of the portal without the network, and holding it to its shapes."""

import warnings
from pathlib import Path
from typing import Any

from pyshacl import validate
from rdflib import Graph

FOLDER = Path(__file__).parent
FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}


def fetch(client: Any, path: str) -> Graph:
    """Return what stands at an address that ends in .ttl or .jsonld."""
    response = client.get(path)
    assert response.status_code == 200, path
    return read(response.content, FORMATS[path.rpartition(".")[2]])


def read(text: bytes | str, form: str) -> Graph:
    """Return a graph; rdflib itself still uses a class for JSON-LD that it calls old."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")
        return Graph().parse(data=text, format=form)


def faults(graph: Graph, shapes: str) -> str:
    """Return what is wrong with a graph, or nothing."""
    held, _, text = validate(
        graph, shacl_graph=Graph().parse(FOLDER / shapes), advanced=True, inference="none"
    )
    return "" if held else str(text)
