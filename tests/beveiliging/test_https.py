"""Behind a proxy that does TLS: cookies, HSTS, and headers that somebody makes up.

`make run` is the exception, over plain HTTP on the own machine (INSECURE_HTTP): the names of
cookies have no prefix there, for a browser refuses `__Host-` without TLS.
"""

import re
import socket
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.beveiliging.conftest import HOST, Browser, Portal, token_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.xdist_group("https")
COOKIES = {"__Host-sessie", "__Host-formulier", "__Host-apparaat", "__Host-bericht"}
LOGIN = "/account/login/"


def log_in(browser: Browser, **headers: str) -> Any:
    data = {"login": browser.portal.person.email, "password": PASSWORD}
    return browser.send(LOGIN, data, **headers)


def test_every_cookie_is_for_https_this_host_and_no_script(browser: Browser) -> None:
    form = browser.ask(LOGIN)
    inside = log_in(browser)
    assert (inside.status, inside.headers["Location"]) == (302, "/mijn/")
    set_here = form.cookies() | inside.cookies()
    assert set(set_here) == COOKIES
    for name, cookie in set_here.items():
        told = {key: cookie[key] for key in ("secure", "httponly", "samesite", "path", "domain")}
        expected = {
            "secure": True,
            "httponly": True,
            "samesite": "Lax",
            "path": "/",
            "domain": "",
        }
        assert told == expected, name
    page = browser.ask("/mijn/")
    assert page.status in (200, 302), "it is signed in, perhaps with terms to agree to"
    assert LOGIN not in page.headers.get("Location", "")


@pytest.mark.parametrize("path", ["/over/", "/bestaat-niet/", LOGIN, "/api/v1/advies/x/", "/mijn/"])
def test_every_answer_over_tls_says_https_for_years_for_subdomains_too(
    browser: Browser, path: str
) -> None:
    answer = browser.ask(path)
    seconds, *more = re.split(r"; ?", answer.headers["Strict-Transport-Security"])
    assert int(seconds.removeprefix("max-age=")) >= 31_536_000
    assert more == ["includeSubDomains", "preload"]


def test_plain_http_leads_to_https_once_and_there_the_page_is(browser: Browser) -> None:
    first = browser.ask("/over/?a=b", port=browser.portal.plain)
    assert (first.status, first.headers["Location"]) == (301, f"https://{HOST}/over/?a=b")
    assert "Strict-Transport-Security" not in first.headers, "it means nothing over plain http"
    assert browser.ask("/over/?a=b").status == 200
    form = browser.ask(LOGIN, {"login": "a@b.nl", "password": "x"}, port=browser.portal.plain)
    assert (form.status, form.cookies()) == (301, {})


@pytest.mark.parametrize(
    "made_up",
    [{"X_Forwarded_Proto": "https"}, {"X-Forwarded_Proto": "https"}, {"Forwarded": "proto=https"}],
)
def test_who_says_to_come_over_tls_and_does_not_is_led_there(
    browser: Browser, made_up: dict[str, str]
) -> None:
    assert browser.ask("/over/", port=browser.portal.plain, **made_up).status == 301


def test_who_says_to_come_over_plain_http_gets_the_page_and_no_circle(browser: Browser) -> None:
    for made_up in ("http", "https, http", "onzin"):
        assert browser.ask("/over/", X_Forwarded_Proto=made_up).status == 200


def test_past_the_proxy_nothing_is_served(browser: Browser, portal: Portal) -> None:
    assert browser.ask("/over/", port=portal.behind).status == 301
    assert browser.ask("/gezond/levend/", port=portal.behind).status == 200


@pytest.mark.parametrize(
    "made_up", ["kwaad.example", f"{HOST}.kwaad.example", f"{HOST}@kwaad.example"]
)
def test_another_host_is_refused_and_stands_in_no_answer(browser: Browser, made_up: str) -> None:
    for path in ("/over/", LOGIN, "/account/password/reset/"):
        answer = browser.ask(path, Host=made_up)
        assert (answer.status, "kwaad" in answer.text) == (400, False)
    beside = browser.ask("/over/", port=browser.portal.plain, X_Forwarded_Host=made_up)
    assert beside.headers["Location"] == f"https://{HOST}/over/"


def test_an_address_that_somebody_makes_up_stands_in_no_line_and_gives_no_new_chance(
    portal: Portal,
) -> None:
    browser = Browser(portal, "127.0.0.2")
    page = browser.ask(LOGIN)
    words = {"csrfmiddlewaretoken": token_in(page), "password": "geraden-wachtwoord"}
    said = []
    for number in range(11):
        made_up = {"X_Forwarded_For": f"203.0.113.{number}", "X_Real_IP": f"203.0.113.{number}"}
        data = words | {"login": f"iemand{number}@voorbeeld.nl"}
        said.append("Te veel" in browser.ask(LOGIN, data, **made_up).text)
    assert said == [False] * 10 + [True]
    origins = {line["origin"] for line in portal.lines() if line.get("result") == "mislukt"}
    assert origins == {"127.0.0.2"}
    assert "203.0.113." not in portal.log.read_text()


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: +4",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding : chunked",
        "Content-Length: 4\r\n X: y",
    ],
)
def test_a_request_that_can_be_read_in_two_ways_is_refused(portal: Portal, head: str) -> None:
    request = (
        f"POST {LOGIN} HTTP/1.1\r\nHost: {HOST}\r\n{head}\r\n\r\n0\r\n\r\nGET /gezond/ HTTP/1.1"
    )
    with socket.create_connection(("127.0.0.1", portal.behind), 10) as raw:
        raw.sendall(request.encode())
        answer = b"".join(iter(lambda: raw.recv(4096), b""))
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501"))
    assert answer.count(b"HTTP/1.1 ") == 1, "what follows is no second request"


def test_a_form_of_another_site_is_refused(browser: Browser) -> None:
    data = {"login": "a@b.nl", "password": "x"}
    for origin in ("https://kwaad.example", f"http://{HOST}", "null"):
        assert browser.send(LOGIN, data, Origin=origin).status == 403
    beside = {"csrfmiddlewaretoken": token_in(browser.ask(LOGIN))} | data
    assert Browser(browser.portal).ask(LOGIN, beside).status == 403, "without its cookie"


def test_a_visitor_sees_no_page_for_developers_whatever_the_environment_says(
    browser: Browser,
) -> None:
    """`DEBUG=1` is in the environment of this server."""
    for path in ("/bestaat-niet/", "/static/", "/.git/config", "/static/../.env"):
        answer = browser.ask(path)
        assert answer.status in (400, 404), path
        assert not re.search(r"URLconf|Traceback|Index of|DEBUG", answer.text)


def test_no_secret_of_a_browser_stands_in_the_log_of_the_server(
    browser: Browser, portal: Portal
) -> None:
    told = {"Referer": "https://elders.nl/kwartel", "Authorization": "Bearer nnbw_kwartel"}
    log_in(browser, **told)
    browser.ask("/mijn/?q=kwartel", **told)
    browser.ask("/zoeken/?q=kwartel", **told)
    browser.ask("/agenda/kwartel/mijn.ics", User_Agent="kwartel")
    for line in (b"GET /agenda/kwartel HTTP/kwartel", b"kwartel\x00", b"GET / HTTP/1.1\r\nkwartel"):
        with socket.create_connection(("127.0.0.1", portal.behind), 10) as raw:
            raw.sendall(line + b"\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 400")
    written = portal.log.read_text()
    assert {"inloggen", "request.get", "gunicorn.error"} <= {x["action"] for x in portal.lines()}
    secrets = ["kwartel", PASSWORD, portal.person.email, *browser.kept.values()]
    assert [secret for secret in secrets if secret in written] == []


def test_on_the_own_machine_plain_http_is_said_aloud_and_no_header_makes_it_tls(
    client: Client, db: None
) -> None:
    assert settings.INSECURE_HTTP, "as in `make run`"
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} == {"sessie", "formulier"}
    assert not settings.SESSION_COOKIE_SECURE
    answer = client.get("/over/", headers={"X-Forwarded-Proto": "https"})
    assert (answer.status_code, answer.wsgi_request.is_secure()) == (200, False)
    assert "Strict-Transport-Security" not in answer.headers
