"""The read API, put together: the routers of every app, how it describes itself, its addresses.

Every address of it goes through ``_door``: it takes its permission from the function that
answers, and only reads. What it shows is what ``visible_to`` of the reader gives.
"""

from collections.abc import Callable
from copy import deepcopy
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from bijeenkomsten.api import router as bijeenkomsten
from casussen.api import router as casussen
from communities.api import router as communities
from handboek.api import router as handboek
from netwerk.kern import licentie
from netwerk.kern.api.middleware import VERSION
from netwerk.kern.api.problems import MEDIA_TYPE, READABLE, invalid, problem, unknown
from netwerk.kern.begrippen.api import router as begrippen
from netwerk.kern.policy import OPEN, needs, public, require

READS = ("GET", "HEAD")
KEY = "apiSleutel"
ASKED = ("Vraag", "Paging")  # how the shapes of questions are called
DESCRIPTION = (
    "Wat het Nationaal Netwerk Brede Welvaart leert, als gegevens. Zonder sleutel lees je wat "
    "iedereen mag lezen. Met een API-sleutel lees je wat jij mag lezen. Uitleg staat op /api/."
)
HEADERS = {
    "API-Version": {
        "description": "De hele versie van de API.",
        "schema": {"type": "string", "examples": [VERSION]},
    }
}
PROBLEM = {
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Alles wat er niet klopt aan je vraag.",
            "items": {
                "type": "object",
                "required": ["in", "name", "detail"],
                "properties": {name: {"type": "string"} for name in ("in", "name", "detail")},
            },
        },
    },
}
ERRORS = {
    "400": "Er klopt iets niet aan je vraag",
    "401": "Er is een geldige API-sleutel nodig",
    "403": "Met deze API-sleutel mag dit niet",
    "404": "Dit is er niet, of je mag er niets van weten",
    "429": "Je vraagt te veel achter elkaar",
    "500": "Er ging iets mis bij ons",
}


class PortalAPI(NinjaAPI):
    """The API of the portal; it knows no other documentation than its own page and description."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Call each by the name of its function."""
        return str(operation.view_func.__name__)


class Json(JSONRenderer):
    """Writes letters as they are."""

    json_dumps_params = READABLE


api = PortalAPI(
    renderer=Json(),
    title="API van het Nationaal Netwerk Brede Welvaart",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for each in (communities, casussen, bijeenkomsten, handboek, begrippen):
    api.add_router("", each)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return invalid(request, error)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404)


@cache
def described() -> dict[str, Any]:
    """Return the description of the API: OpenAPI 3.1, with what every answer has in common."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    schema["info"] |= {
        "contact": {
            "name": settings.SITE_NAME,
            "email": settings.CONTACT_MAIL,
            "url": f"{settings.SITE_URL}/contact/",
        },
        "license": {"name": licentie.NAME, "identifier": licentie.SPDX},
        "summary": "Adviezen, lessen, casussen en bijeenkomsten over brede welvaart.",
    }
    schema["servers"] = [{"url": f"{settings.SITE_URL}/api/v1", "description": "Dit netwerk"}]
    shapes = schema["components"]["schemas"]
    for name in [name for name in shapes if name.endswith(ASKED)]:
        del shapes[name]  # each of its fields stands with the address that takes it
    shapes["Probleem"] = PROBLEM
    schema["components"]["securitySchemes"] = {
        KEY: {
            "type": "http",
            "scheme": "bearer",
            "description": f"Maak een sleutel op {settings.SITE_URL}/mijn/api-sleutels/.",
        }
    }
    tags = {tag for item in schema["paths"].values() for tag in item["get"]["tags"]}
    schema["tags"] = [{"name": name} for name in sorted(tags)]
    for where, item in schema["paths"].items():
        _complete(item["get"], mine=where.startswith("/mijn/"))
    return schema


def _complete(operation: dict[str, Any], *, mine: bool) -> None:
    """Add what the design rules ask of each: headers, errors, and whether it takes a key."""
    operation["security"] = [{KEY: []}] if mine else [{}, {KEY: []}]
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    answers["200"] |= {"description": "Gelukt", "headers": HEADERS}
    for status, what in ERRORS.items():
        answers[status] = {
            "description": what,
            "headers": HEADERS,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
    operation["responses"] = answers


@needs(OPEN)
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description for programs."""
    return JsonResponse(deepcopy(described()))


def _known(operation: Any) -> list[str]:
    """Return what an address may ask, in the order of the description."""
    for item in described()["paths"].values():
        if item["get"]["operationId"] == operation.view_func.__name__:
            return [row["name"] for row in item["get"]["parameters"] if row["in"] == "query"]
    return []


def _door(view: Callable[..., HttpResponse], permission: str, operation: Any) -> Any:
    """Return the view of one address.

    The order is that of every page: 404, 403, 405; so another method tells nothing to who may not
    come here.
    """

    @wraps(view)
    def answer(request: Any, **kwargs: Any) -> HttpResponse:
        require(request.user, permission)
        method, request.method = request.method, "GET"
        request.api_knows = () if operation is None else _known(operation)
        response = view(request, **kwargs)
        strange = unknown(request, request.api_knows)
        if strange and response.status_code < 400:
            response = problem(400, "Kijk na wat er bij ‘errors’ staat.", errors=strange)
        if method not in READS and response.status_code < 400:
            return HttpResponseNotAllowed(READS)
        if method == "HEAD":
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # it knows no cookies
    return needs(permission)(answer)


def urlpatterns() -> list[URLPattern]:
    """Return every address, each open to everybody only if its function says so."""
    found = [path("openapi.json", public(_door(openapi, OPEN, None)), name="openapi")]
    for router in api._get_bound_routers():
        for where, item in router.path_operations.items():
            (operation,) = item.operations
            name = operation.view_func.__name__
            permission = operation.view_func.permission  # type: ignore[attr-defined]
            view = _door(item.get_view(), permission, operation)
            route = where.removeprefix("/").replace("{", "<").replace("}", ">")
            found.append(path(route, public(view) if permission == OPEN else view, name=name))
    return found
