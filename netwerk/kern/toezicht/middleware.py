"""Around every request: a number, a line in the log, and a place in the figures."""

import logging
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME as NEXT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from netwerk.kern.toezicht import meten, regels, vraag

GetResponse = Callable[[HttpRequest], HttpResponse]
requests = logging.getLogger("netwerk.verzoek")
QUIET = ("/gezond/", "/metrics", settings.STATIC_URL)  # asked all day, by programs and browsers
READS = ("GET", "HEAD")
NOBODY = "-"  # who reads what is nobody's business, and shows no abuse when it goes well
CLOSED = 503
RESULTS = {401: "denied", 403: "denied", 404: "absent", 410: "absent", 429: "denied"}


class RequestMiddleware:
    """Stands outside everything else, so that it sees every answer as it goes out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, count and write a line."""
        began = time.monotonic()
        number = vraag.give_number(request)
        token = vraag.current.set(request)
        try:
            response = self.get_response(request)
            seconds = time.monotonic() - began
            response.headers["X-Request-ID"] = number
            if not request.path.startswith(QUIET):
                _write(request, response, seconds)
            return response
        finally:
            vraag.current.reset(token)


def write_kept(view: str, place: str, number: str, seconds: float) -> None:
    """Count a page that was at hand, and write its line: no request was made of it."""
    token = vraag.current.set(SimpleNamespace(nummer=number))  # type: ignore[arg-type]
    try:
        meten.count_request(view, "GET", 200, seconds)
        regels.event(
            "request.get",
            thing=place,
            actor=NOBODY,
            logger=requests,
            status=200,
            duration_ms=round(seconds * 1000),
        )
    finally:
        vraag.current.reset(token)


def _write(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    status = response.status_code
    match = getattr(request, "resolver_match", None)
    if not (settings.MAINTENANCE and status == CLOSED):  # on purpose: no fault to count
        meten.count_request(match.view_name if match else "", request.method, status, seconds)
    result = RESULTS.get(status) or _kind(status)
    refused = result in ("denied", "refused")
    if _asks_to_sign_in(response):  # a closed page, and not yet a sign of abuse
        result = "denied"
    regels.event(
        f"request.{meten.known(request.method)}",
        thing=vraag.place(request),
        result=result,
        actor=NOBODY if request.method in READS and result == "ok" else None,
        level=logging.WARNING if refused and result == "denied" else logging.INFO,
        from_where=refused,
        logger=requests,
        status=status,
        duration_ms=round(seconds * 1000),
    )


def _asks_to_sign_in(response: HttpResponse) -> bool:
    """Say whether somebody who wanted a page is sent to the login page, to come back after it."""
    asked = urlsplit(response.headers.get("Location", ""))
    return asked.path == resolve_url(settings.LOGIN_URL) and NEXT in parse_qs(asked.query)


def _kind(status: int) -> str:
    if status >= 500:
        return "failed"
    return "refused" if status >= 400 else "ok"


class ProbeMiddleware:
    """Lets who looks after us ask by the address of one process instead of by our name.

    A probe of Kubernetes and a scrape of Prometheus name the address of a pod as host. These pages
    say nothing that depends on a host, so there our own name may stand in its place.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Put our name in the request."""
        if request.path.startswith("/gezond/") or request.path == "/metrics":
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        return self.get_response(request)
