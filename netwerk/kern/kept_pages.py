"""Whole pages kept for visitors: while nothing changed, reading them asks the database nothing.

A view that ``kept`` marks in urls.py gives every visitor without an account the same page, all
day. The page is kept in Redis with the *state* that it shows, a random word. Whatever any process
writes to the database, through Django, gives the portal a new state once it is committed; a page
that shows another state is made again. That says too much (a change in one casus forgets all
pages) and never too little: what is made private is gone at the next request.

What visitors never see may change without a new state (``UNSEEN_APPS``, ``unseen``). At midnight
(Europe/Amsterdam) everything is made again, because pages count days; a web server that
starts begins anew too. What changes by the clock within a day, such as a bijeenkomst that begins,
is kept for a minute (``briefly``).

A page that was kept is at hand in each web process as well (``at_hand``).

When Redis does not answer, pages are made as always. A new state that Redis could not take is
owed: this process tries again every second, also when it only writes, and before it ends; until
Redis took it, this process keeps no page and gives none.
"""

import atexit
import hashlib
import logging
import math
import os
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection
from django.db import Error as DatabaseFault
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from netwerk.kern import replica
from netwerk.kern.cache import Silent

logger = logging.getLogger(__name__)
STATE, PLACE = "paginas:stand", "paginas:plek"
SHOWS = "netwerk.shows"  # in the environment of a request: what state its page shows, until when
MAKING = "netwerk.making"  # in the same place: the state in which a page is being made
MINUTE, HOUR = 60.0, 3600  # seconds
NUMBER = "paginas:aantal"
MOST_CHOICES = 5000  # pages of one day at an address that anybody can make up, as with choices
SHORT = 500  # bytes of a page that is not worth making smaller
BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")  # RFC 9110, 12.5.3
LONGEST = 1_000_000  # bytes of a page
READING = re.compile(
    r"\s*\(*\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|EXPLAIN|ANALYZE|DECLARE"
    r"|FETCH|CLOSE|LOCK|LISTEN|WITH(?!.*\b(?:INSERT|UPDATE|DELETE|MERGE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
UNSEEN_APPS = (
    "account",
    "audit",
    "avg",
    "berichten",
    "mfa",
    "socialaccount",
    "usersessions",
    "zoeken",
)
_unseen = {"django_session", "django_admin_log", "kern_cache"}
AGAIN, PATIENCE = 1.0, 3.0  # seconds between two tries to tell Redis, and at most before the end


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


def unseen(*models: type[Model]) -> None:
    """Say that no visitor ever reads a word of these, however often people write them."""
    _unseen.update(model._meta.db_table for model in models)


def watch() -> None:
    """See every statement of every connection to the database; called once at start."""
    connection_created.connect(_watch_connection, dispatch_uid="kept_pages")


def _watch_connection(connection: Any, **_: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    if changes_pages(str(sql)):
        _forget_once(context["connection"])
    return result


def changes_pages(sql: str) -> bool:
    """Say whether a statement may change what a visitor reads; what we do not know may."""
    if READING.match(sql):
        return False
    written = WRITING.match(sql)
    return written is None or not (
        written[1] in _unseen or written[1].startswith(tuple(f"{app}_" for app in UNSEEN_APPS))
    )


def _forget_once(connection: Any) -> None:
    """Ask for a new state after the commit, once for the statements of one savepoint."""
    waiting = connection.run_on_commit
    if waiting and waiting[-1][1] is forget and waiting[-1][0] == set(connection.savepoint_ids):
        return
    connection.on_commit(forget, robust=True)


class _Debt:
    """Whether this process could not tell Redis that something changed; who asks holds the lock."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Owe nothing: so does a process that splits off, for no thread that tells goes along."""
        self.owed = False
        self.lock = threading.Lock()


_debt = _Debt()
os.register_at_fork(after_in_child=_debt.begin)


def forget() -> None:
    """Give the portal a new state: no page that is kept is shown again."""
    with _debt.lock:
        if _debt.owed or _is_told():
            return
        _debt.owed = True
        logger.warning("Redis does not answer: no page is kept until it knows what changed.")
    threading.Thread(target=_tell_again, name="owed", daemon=True).start()


def _is_told() -> bool:
    try:
        _begin_state()
    except Silent:
        return False
    return True


def _tell_again() -> None:
    while _debt.owed:
        time.sleep(AGAIN)
        with _debt.lock:
            _debt.owed = not _is_told()
    connection.close()


@atexit.register
def _tell_before_the_end() -> None:
    end = time.monotonic() + PATIENCE
    while _debt.owed and time.monotonic() < end:
        time.sleep(AGAIN / 10)
    if _debt.owed:
        logger.error("Redis was never told what changed: pages that are kept may be old.")


def _begin_state() -> None:
    """Give a word that was never used; Silent when Redis or the database cannot do it now.

    First how far the log of the database is: two who write at once may come in any order, and the
    place that goes with a state must be that of both.
    """
    if replica.is_there():
        _redis().insist_raise(PLACE, _place_now())
    _redis().insist_set(STATE, uuid.uuid4().hex, timeout=None)


def _place_now() -> int:
    try:
        return replica.place_now()
    except DatabaseFault as error:
        raise Silent from error


def state_now() -> str | None:
    """Return the state of the portal; None while nobody can say which it is."""
    if _debt.owed:
        return None
    try:
        state: str | None = _redis().strict_get_many([STATE]).get(STATE)
    except Silent:
        return None
    return state


def while_unchanged(name: str, own: str, make: Callable[[], int]) -> int:
    """Return what ``make`` counts, kept in Redis for as long as nothing in the portal changes.

    ``own`` holds what it depends on besides: what is ``unseen`` gives no new state.
    """
    if connection.in_atomic_block or _debt.owed:
        return make()
    try:
        found = _redis().strict_get_many([STATE, name])
        state, known = found.get(STATE), found.get(name)
        if state and known and known[:2] == [state, own]:
            return int(known[2])
        number = make()
        if state:
            _redis().strict_set(name, (state, own, number), timeout=HOUR)
    except Silent:
        return make()
    return number


class KeptPagesMiddleware:
    """Answers a visitor from what is kept, before anything asks the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the page that is kept, or make it and keep it."""
        if not _is_visitor(request) or connection.in_atomic_block:
            return self.get_response(request)
        name = _name(request)
        state, page = _look(name)
        if page is not None:
            body, said, until = page
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
        if hasattr(view, "kept_for_visitors") and (place := _place_of_state()) is not None:
            replica.read_if_at(place)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Let the database itself make a page at which the replica failed."""
        if not replica.failed(error):
            return None
        match: Any = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        render = getattr(response, "render", None)
        return render() if render else response  # type: ignore[no-any-return]


def _place_of_state() -> int | None:
    """Return what the log of the database must hold for the state that was read before this."""
    try:
        place: int | None = _redis().strict_height(PLACE)
    except Silent:
        return None
    return place


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


def _look(name: str) -> tuple[str | None, tuple[bytes, dict[str, str], float] | None]:
    """Return the state of the portal, and the page when it shows that state."""
    if _debt.owed:
        return None, None
    try:
        found = _redis().strict_get_many([STATE, name])
        if STATE not in found:
            _begin_state()
            return None, None
    except Silent:
        return None, None
    state, page = found[STATE], found.get(name)
    good = page and page[0] == state and time.time() < page[3]
    return state, page[1:] if good else None


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
