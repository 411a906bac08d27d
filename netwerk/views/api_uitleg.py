"""The page for people about the API, with what its description says in words."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerk.api import described
from netwerk.kern import licentie
from netwerk.kern.api.middleware import VERSION
from netwerk.kern.policy import OPEN, needs

ORDER = (
    "handboek",
    "casussen",
    "bijeenkomsten",
    "communities",
    "organisaties",
    "begrippen",
    "mijn",
)


@needs(OPEN)
@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Say what there is to read for programs, and how."""
    context = {
        "parts": parts(),
        "root": f"{settings.SITE_URL}/api/v1",
        "version": VERSION,
        "licence": licentie.AS_DATA,
    }
    return render(request, "netwerk/api.html", context)


def parts() -> list[dict[str, Any]]:
    """Return every address by subject, with what it gives and what it can be asked."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ORDER}
    for where, item in described()["paths"].items():
        read = item["get"]
        line = {
            "path": f"/api/v1{where}",
            "name": read["summary"],
            "text": read.get("description", ""),
            "asks": [row for row in read["parameters"] if row["in"] == "query"],
        }
        found[read["tags"][0]].append(line)
    return [{"name": name, "lines": lines} for name, lines in found.items()]
