"""Kept pages that a web process has at hand: given before Django builds a request.

What a visitor gets from ``kept_pages`` is remembered here as it went out, with the state of the
portal that it shows. The same question gets the same answer while Redis says that the portal is in
that state; asking that is all that a page costs. In any doubt Django answers: another method, a
session, an old copy in the browser, a silent Redis. Every answer has its number and its line in
the log, as all have (``toezicht``).
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.urls import resolve
from django.utils import timezone

from netwerk.kern import kept_pages, portal_state
from netwerk.kern.toezicht import middleware, vraag

MOST_BYTES = 16_000_000  # of all pages at hand together
OF_ITSELF = 4_000  # bytes of an answer besides its body and words
OWN = "X-Request-ID"  # differs for each request
# What of a request decides what a visitor reads, besides that there is no session.
ASKED = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
)
DOUBT = ("HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
Environ = dict[str, Any]
type Headers = list[tuple[str, str]]
type Start = Callable[..., Any]
type Application = Callable[[Environ, Start], Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    """A page as it goes out, and the state of the portal that it shows."""

    state: str
    until: float  # seconds since 1970
    headers: Headers
    body: bytes
    view: str
    place: str

    def holds(self) -> bool:
        """Say whether the portal still is as this page shows it."""
        return time.time() < self.until and self.state == portal_state.look()[0]


class AtHand:
    """Stands around Django, and answers what it has at hand."""

    def __init__(self, application: Application, most_bytes: int = MOST_BYTES) -> None:
        self.application = application
        self.most_bytes = most_bytes
        self._answers: dict[tuple[Any, ...], Answer] = {}  # the oldest first
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer what is at hand; else let Django answer, and remember what was kept."""
        began = time.monotonic()
        name = _name(environ)
        answer = self._answers.get(name) if name else None
        if answer is not None and answer.holds():
            number = vraag.new_number(environ.get("HTTP_X_REQUEST_ID", ""))
            start_response("200 OK", [*answer.headers, (OWN, number)])
            seconds = time.monotonic() - began
            middleware.write_kept(answer.view, answer.place, number, seconds)
            return [answer.body]
        response = self.application(environ, start_response)
        if name and environ.get(kept_pages.SHOWS) and isinstance(response, HttpResponse):
            self._remember(name, environ, response)
        return response

    def _remember(self, name: tuple[Any, ...], environ: Environ, response: HttpResponse) -> None:
        if response.status_code != 200 or response.cookies:
            return
        headers = [(key, value) for key, value in response.items() if key != OWN]
        view, place = _view_of(environ)
        state, until = environ[kept_pages.SHOWS]
        answer = Answer(state, until, headers, response.content, view, place)
        with self._lock:
            self._forget(name)
            self._answers[name] = answer
            self._bytes += _size(name, answer)
            while self._bytes > self.most_bytes:
                self._forget(next(iter(self._answers)))

    def _forget(self, name: tuple[Any, ...]) -> None:
        if (old := self._answers.pop(name, None)) is not None:
            self._bytes -= _size(name, old)


def _size(name: tuple[Any, ...], answer: Answer) -> int:
    """Return about how many bytes of memory it takes to have this at hand."""
    words = [*(each for each in name if isinstance(each, str)), *sum(answer.headers, ())]
    return len(answer.body) + sum(map(len, words)) + OF_ITSELF


def _name(environ: Environ) -> tuple[Any, ...] | None:
    """Return what tells questions of visitors apart, the day among it; None in any doubt."""
    if environ.get("REQUEST_METHOD") != "GET" or any(each in environ for each in DOUBT):
        return None
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return None
    small = kept_pages.takes_brotli(environ)
    return (timezone.localdate(), small, *(environ.get(each) for each in ASKED))


def _view_of(environ: Environ) -> tuple[str, str]:
    """Return the name of the view and the pattern of the address, for the log."""
    request: Any = WSGIRequest(environ)
    request.resolver_match = resolve(request.path_info)
    return request.resolver_match.view_name, vraag.place(request)
