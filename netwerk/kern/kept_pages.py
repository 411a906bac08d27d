"""Whole pages kept for visitors: while nothing changed, reading them asks the database nothing.

A view that ``kept`` marks in urls.py gives every visitor without an account the same page, all
day. The page is kept in Redis with the state of the portal that it shows (``portal_state``), and
made again when that is another. At midnight (Europe/Amsterdam) everything is made again, because
pages count days; a web server that starts begins anew too. What changes by the clock within a
day, such as a bijeenkomst that begins, is kept for a minute (``briefly``).

A page that was kept is at hand in each web process as well (``at_hand``). When Redis does not
answer, pages are made as always.
"""

import hashlib
import logging
import math
import re
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from netwerk.kern import portal_state, replica
from netwerk.kern.cache import Silent

logger = logging.getLogger(__name__)
SHOWS = "netwerk.shows"  # in the environment of a request: what state its page shows, until when
MAKING = "netwerk.making"  # in the same place: the state in which a page is being made
MINUTE = 60.0  # seconds
NUMBER = "paginas:aantal"
MOST_CHOICES = 5000  # pages of one day at an address that anybody can make up, as with choices
SHORT = 500  # bytes of a page that is not worth making smaller
BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")  # RFC 9110, 12.5.3
LONGEST = 1_000_000  # bytes of a page


def kept[View: Callable[..., Any]](view: View, seconds: float = math.inf) -> View:
    """Keep the page for visitors; stands in urls.py, around ``public``.

    The view shows every visitor the same until something is written, the day ends, or so many
    seconds went by.
    """
    view.kept_for_visitors = seconds  # type: ignore[attr-defined]
    return view


def only_read[View: Callable[..., Any]](view: View) -> View:
    """Keep no page, but say that it shows only what ``kept`` pages show: a replica can answer."""
    return kept(view, 0)


def briefly[View: Callable[..., Any]](view: View) -> View:
    """Keep a page that also changes when time goes by: a bijeenkomst begins, a round closes."""
    return kept(view, MINUTE)


class KeptPagesMiddleware:
    """Answers a visitor from what is kept, before anything asks the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the page that is kept, or make it and keep it."""
        if not _is_visitor(request) or connection.in_atomic_block:
            return self.get_response(request)
        name = _name(request)
        state, page = portal_state.look(name)
        if page and page[0] == state and time.time() < page[3]:
            _, body, said, until = page
            request.META[SHOWS] = (state, until)
            request.resolver_match = resolve(request.path_info)  # the log and the figures name it
            return _answer(request, body, said)
        begun = time.time()
        request.META[MAKING] = state
        with replica.begin():
            response = self.get_response(request)
        view: Any = getattr(request.resolver_match, "func", None)
        seconds = getattr(view, "kept_for_visitors", None)
        if seconds is None or not _is_for_all(response):
            return response
        if not seconds:  # the view says itself how long a browser may have it
            patch_vary_headers(response, ["Accept-Encoding"])
            small = "ETag" not in response.headers and _goes_smaller(request, response.content)
            return _in_brotli(response) if small else response
        body, said = response.content, dict(response.headers.items())
        if state and _has_room(request, name):
            until = begun + min(seconds, _seconds_left())
            _keep(name, (state, body, said, until))
        return _answer(request, body, said)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        """Let the replica answer when it is as new as the state that a page is to show."""
        if not (request.META.get(MAKING) and replica.is_there()):
            return
        if hasattr(view, "kept_for_visitors") and (place := portal_state.place()) is not None:
            replica.read_if_at(place)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Let the database itself make a page at which the replica failed."""
        if not replica.failed(error):
            return None
        match: Any = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        render = getattr(response, "render", None)
        return render() if render else response  # type: ignore[no-any-return]


def _redis() -> Any:
    return caches["default"]


def _is_visitor(request: HttpRequest) -> bool:
    return request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _is_for_all(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    return len(response.content) <= LONGEST


def _name(request: HttpRequest) -> str:
    prefix = request.META.get("SCRIPT_NAME", "")  # apart: "/a" + "/" is not "" + "/a/"
    where = f"{request.scheme} {request.get_host()} {prefix} {request.get_full_path()}"
    digest = hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()
    return f"pagina:{timezone.localdate()}:{digest}"


def _has_room(request: HttpRequest, name: str) -> bool:
    """Say whether this page may be kept: of addresses that anybody makes up only so many."""
    if _is_one_address(request):
        return True
    counter = f"{NUMBER}:{timezone.localdate()}"
    try:
        if name in _redis().strict_get_many([name]):
            return True
        _redis().strict_add(counter, 0, timeout=_seconds_left())
        return bool(_redis().strict_incr(counter) <= MOST_CHOICES)
    except Silent:
        return False


def _is_one_address(request: HttpRequest) -> bool:
    """Say whether it is the one address of a page: no choices, no zeros before a number, our name.

    A name of ours with any port, or with capitals, is let in by Django as well.
    """
    match: Any = request.resolver_match
    path = reverse(match.view_name, args=match.args, kwargs=match.captured_kwargs)
    known = request.get_host() in {*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).netloc}
    return known and request.get_full_path() == path


def _keep(name: str, page: tuple[str, bytes, dict[str, str], float]) -> None:
    try:
        _redis().strict_set(name, page, timeout=max(1, int(page[3] - time.time())))
    except Silent:
        logger.warning("Redis does not answer: a page is not kept.")


def _seconds_left() -> int:
    """Return how many seconds of this day are left, and a little."""
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - now).total_seconds()) + 60


def takes_brotli(asked: Mapping[str, Any]) -> bool:
    """Say whether a browser takes a page in Brotli, from the environment of its request.

    Pages for visitors hold no secret, so their length may tell what they say (BREACH); those of
    members are never made smaller.
    """
    return bool(BROTLI.search(asked.get("HTTP_ACCEPT_ENCODING", "")))


def _answer(request: HttpRequest, body: bytes, said: dict[str, str]) -> HttpResponse:
    """Answer, or say 304 to a browser that has this page; it asks each time, so changes show."""
    small = _goes_smaller(request, body)
    digest = hashlib.sha256(body).hexdigest()[:32]
    etag = f'"{digest}-br"' if small else f'"{digest}"'
    response = HttpResponse(body, headers=said)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    found: Any = get_conditional_response(request, etag=etag, response=response)
    return _in_brotli(response) if small and found is response else found  # type: ignore[no-any-return]


def _goes_smaller(request: HttpRequest, body: bytes) -> bool:
    return len(body) > SHORT and takes_brotli(request.META)


def _in_brotli(response: HttpResponse) -> HttpResponse:
    response.content = brotli.compress(response.content, quality=5)
    response.headers["Content-Encoding"] = "br"
    response.headers["Content-Length"] = str(len(response.content))
    return response
