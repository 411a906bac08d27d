"""The headers that internet.nl and the Forum Standaardisatie ask for, on every answer."""

import re
from typing import Any

import pytest
import sectxt
from django.test import Client
from django.urls import reverse

from communities.models import Deelnemer
from tests.inloggen import sign_in

OPEN = [
    "home",
    "about",
    "search",
    "privacy",
    "communities:list",
    "casussen:list",
    "bijeenkomsten:list",
    "handboek:index",
    "security_txt",
    "account_login",
    "dashboard",  # redirects: the headers must stand on the first answer
]
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "http:", "*")


def directives(policy: str) -> dict[str, list[str]]:
    """Return {directive: sources} of a content security policy."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def assert_safe(headers: dict[str, str]) -> None:
    """Assert what the web test of internet.nl looks at (checks of July 2026)."""
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == policy["object-src"] == ["'none'"]
    assert policy["form-action"] == policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert not [source for sources in policy.values() for source in sources if source in UNSAFE]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert (policy["report-uri"], policy["report-to"]) == (["/csp-melding/"], ["csp"])
    assert headers["Reporting-Endpoints"] == 'csp="/csp-melding/"'


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPEN)
def test_every_answer_has_the_headers(name: str, client: Client) -> None:
    assert_safe(dict(client.get(reverse(name)).headers))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/casussen/bestaat-niet/", "/static/x.css"])
def test_error_pages_have_the_headers_too(path: str, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert_safe(dict(response.headers))


@pytest.mark.django_db
def test_admin_has_the_headers_too(client: Client, beheerder: Deelnemer) -> None:
    beheerder.is_staff = beheerder.is_superuser = True
    beheerder.save()
    sign_in(client, beheerder)
    response = client.get("/beheer/techniek/")
    assert response.status_code == 200
    assert_safe(dict(response.headers))


@pytest.mark.django_db
def test_maintenance_is_a_clear_page_with_the_headers(client: Client, settings: object) -> None:
    settings.MAINTENANCE = True  # type: ignore[attr-defined]
    response = client.get("/casussen/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "600")
    assert "onderhoud" in response.text
    assert_safe(dict(response.headers))
    assert client.get("/gezond/").headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_https_is_forced_outside_the_own_machine(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    settings.SECURE_HSTS_SECONDS = 63_072_000  # type: ignore[attr-defined]
    response = client.get("/")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/"
    assert_safe(dict(response.headers))
    secure = client.get("/over/", secure=True)
    assert int(re.findall(r"max-age=(\d+)", secure.headers["Strict-Transport-Security"])[0]) >= (
        31_536_000
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in OPEN if name not in ("dashboard",)])
def test_reading_sets_no_cookie(name: str, client: Client) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    expected = {"formulier"} if name == "account_login" else set()
    assert set(response.cookies) == expected


@pytest.mark.django_db
def test_personal_pages_are_kept_in_no_cache(client: Client, buitenstaander: Deelnemer) -> None:
    sign_in(client, buitenstaander)
    for name in ("home", "dashboard"):
        assert client.get(reverse(name)).headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_security_txt_is_complete(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.strip().splitlines())
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}


@pytest.mark.django_db
def test_security_txt_is_good_for_the_parser_of_internet_nl(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://netwerk.example"
    content = client.get("/.well-known/security.txt").content
    parser = sectxt.Parser(content, urls=["https://netwerk.example/.well-known/security.txt"])
    assert parser.errors == []  # an Expires of more than a year, or of yesterday, is one
    assert {each["code"] for each in parser.recommendations} <= {"not_signed", "no_encryption"}
    moved = client.get("/security.txt")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/.well-known/security.txt")
