"""The door of the API: no cookies in, and on every answer what the API design rules ask.

Stands inside what sets security headers and outside all the rest, so that an error that another
part answers (an address that is not there, maintenance, a fault of ours) is a problem as well.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from netwerk.kern.api.problems import MEDIA_TYPE, problem

ROOT = "/api/"
VERSION = "1.0.0"
METHODS = "GET, HEAD, OPTIONS"
INSECURE = (
    "Gebruik https. Stuurde je een API-sleutel mee? Trek hem in en maak een nieuwe: "
    "anderen konden hem lezen."
)
HEADERS = {
    "API-Version": VERSION,
    "Cache-Control": "no-store",
    "Vary": "Authorization",
}
# For a page of another site, which reads what a visitor may read. What is answered to a key it may
# not read: a key belongs with a program, not in a page.
OTHER_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Retry-After, WWW-Authenticate",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept",
    "Access-Control-Max-Age": "86400",
}


def is_api(request: HttpRequest) -> bool:
    """Say whether a program asks for data; the page about the API is a page like others."""
    return request.path.startswith(ROOT) and request.path != ROOT


class ApiMiddleware:
    """Lets in a request for data without who is logged in in this browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and make of every error a problem."""
        if not is_api(request):
            return self.get_response(request)
        request.COOKIES = {}  # so no other site can read along with who is logged in
        response = self._answer(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response.content = problem(response.status_code).content
            response.headers["Content-Type"] = MEDIA_TYPE
            response.headers["Content-Length"] = str(len(response.content))
        with_key = "Authorization" in request.headers
        for name, value in (HEADERS if with_key else HEADERS | OTHER_SITES).items():
            response.headers[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return problem(403, INSECURE)
        return _may_ask(request) if request.method == "OPTIONS" else self.get_response(request)


def _may_ask(request: HttpRequest) -> HttpResponse:
    """Tell a browser that a page of another site may ask here; that reads nothing."""
    try:
        resolve(request.path)
    except Resolver404:
        return problem(404)
    return HttpResponse(status=204, headers=PREFLIGHT)
