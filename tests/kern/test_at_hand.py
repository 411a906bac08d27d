"""Kept pages at hand in a web process: the same bytes without Django, and never an old one."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import RequestFactory
from django.urls import clear_script_prefix
from django.utils import timezone
from time_machine import travel

from netwerk.kern import at_hand
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.cache import ForgivingRedisCache
from netwerk.kern.toezicht import meten
from tests.kern.test_kept_pages import WORD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fresh_cache"),
]


class Site:
    """Django behind the pages at hand, which counts what reaches it."""

    def __init__(self, most_bytes: int = at_hand.MOST_BYTES) -> None:
        self.asked = 0
        self.django = WSGIHandler()
        self.front = at_hand.AtHand(self._django, most_bytes)

    def _django(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path: str = WORD, method: str = "GET", **more: str) -> tuple[str, dict[str, str]]:
        """Return the status and the headers, and under "" the page."""
        status, headers, page = self.bytes(path, method, **more)
        return status, headers | {"": page.decode()}

    def bytes(
        self, path: str = WORD, method: str = "GET", **more: str
    ) -> tuple[str, dict[str, str], bytes]:
        """Return the status, the headers and the page as it goes over the wire."""
        said: list[Any] = []
        environ = RequestFactory().generic(method, path).environ | more
        answer = self.front(environ, lambda *args: said.extend(args))
        page = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        clear_script_prefix()  # or later tests find their addresses below that of this request
        return said[0], dict(said[1]), page

    def know(self, path: str = WORD, **more: str) -> dict[str, str]:
        """Ask until the page is at hand, and return how Django gave it."""
        for _ in range(3):
            status, answer = self.get(path, **more)
            assert status == "200 OK"
        return answer

    def reaches_django(self, path: str = WORD, **more: str) -> bool:
        before = self.asked
        self.get(path, **more)
        return self.asked > before


@pytest.fixture
def site() -> Site:
    return Site()


def own(answer: dict[str, str]) -> str:
    return answer.pop("X-Request-ID")


def test_the_answer_is_that_of_django_with_a_number_of_its_own(site: Site) -> None:
    first = site.know()
    before = site.asked
    status, second = site.get()
    assert (status, site.asked) == ("200 OK", before)
    assert "afruil" in second[""]
    numbers = {own(first), own(second)}
    assert first == second
    assert len(numbers) == 2
    assert "Content-Security-Policy" in second


def test_what_is_written_shows_at_once_and_what_is_taken_back_does_not(site: Site) -> None:
    site.know()
    Begrip.objects.filter(notation="afruil").update(definition="Iets anders.")
    assert "Iets anders." in site.get()[1][""]
    site.know()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Begrip.objects.filter(notation="afruil").update(definition="Toch niet.")
        _ = 1 / 0
    assert "Iets anders." in site.get()[1][""]


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"HTTP_IF_NONE_MATCH": '"abc"'},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_HOST": "elders.voorbeeld.nl"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"QUERY_STRING": "pagina=2"},
        {"method": "HEAD"},
        {"method": "POST"},
    ],
    ids=lambda more: next(iter(more.values()))[:12],
)
def test_in_any_doubt_django_answers(site: Site, more: dict[str, str]) -> None:
    site.know()
    assert site.reaches_django(**more)
    assert not site.reaches_django()


def test_a_cookie_that_is_no_session_changes_nothing(site: Site) -> None:
    site.know()
    assert not site.reaches_django(HTTP_COOKIE="formulier=abc")


def test_a_page_that_is_not_kept_is_not_at_hand(site: Site) -> None:
    for _ in range(4):
        assert site.reaches_django("/account/login/")


def test_while_redis_is_silent_django_answers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.know()
    monkeypatch.setattr(ForgivingRedisCache, "retry_at", float("inf"))
    assert site.reaches_django()


def test_a_change_that_redis_did_not_hear_of_leaves_nothing_at_hand(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.know()
    with monkeypatch.context() as patch:
        patch.setattr(ForgivingRedisCache, "retry_at", float("inf"))
        Begrip.objects.filter(notation="afruil").update(definition="Niemand hoorde het.")
        assert "Niemand hoorde het." in site.get()[1][""]
    assert "Niemand hoorde het." in site.get()[1][""]


def test_what_is_kept_a_minute_is_not_at_hand_longer(site: Site) -> None:
    now = timezone.now()
    with travel(now, tick=False):
        site.know("/bijeenkomsten/")
    with travel(now + timedelta(seconds=59), tick=False):
        assert not site.reaches_django("/bijeenkomsten/")
    with travel(now + timedelta(seconds=61), tick=False):
        assert site.reaches_django("/bijeenkomsten/")


def taken(path: str, **more: str) -> int:
    """Return how much memory a page takes, as it is counted."""
    site = Site()
    site.know(path, **more)
    return site.front._bytes


def test_what_a_visitor_makes_up_takes_no_memory_unseen(site: Site) -> None:
    site.know(WORD)
    before = site.front._bytes
    for number in range(3):
        more = {"HTTP_X_FORWARDED_HOST": f"h{number}", "HTTP_X_FORWARDED_PORT": f"{number}"}
        assert not site.reaches_django(WORD, **more)
    assert site.front._bytes == before
    assert taken(WORD, SCRIPT_NAME="/" + "x" * 5000) > before + 5000


def test_only_so_many_bytes_are_at_hand() -> None:
    paths = ("/begrippen/", WORD)
    site = Site(most_bytes=max(map(taken, paths)))
    for path in paths:
        site.know(path)
    assert not site.reaches_django(paths[1])
    assert site.reaches_django(paths[0])


def test_it_has_its_line_in_the_log_and_its_place_in_the_figures(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.know()
    counted = meten.counted().decode()
    with caplog.at_level(logging.INFO, "netwerk.verzoek"):
        caplog.clear()
        _, answer = site.get()
    [record] = caplog.records
    said = {name: getattr(record, name) for name in ("action", "object", "result", "actor")}
    assert said == {
        "action": "request.get",
        "object": "/begrippen/<slug:key>/<slug:notation>/",
        "result": "ok",
        "actor": "-",
    }
    assert meten.counted().decode() != counted
    assert own(answer)


def test_each_browser_gets_what_it_takes(site: Site) -> None:
    plain = site.know()
    for _ in range(2):
        site.bytes(HTTP_ACCEPT_ENCODING="br")
    before = site.asked
    status, headers, small = site.bytes(HTTP_ACCEPT_ENCODING="gzip, br")
    assert site.asked == before, "at hand"
    assert (status, headers["Content-Encoding"]) == ("200 OK", "br")
    assert brotli.decompress(small).decode() == plain[""]
    assert site.get()[1][""] == plain[""]
