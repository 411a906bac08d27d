"""How the API answers: headers, errors and pages, as the API design rules ask (row 92)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from communities import api_toegang
from netwerk.api import api
from netwerk.kern.api.problems import MEDIA_TYPE
from tests.factories import BijeenkomstFactory, CasusFactory, DeelnemerFactory
from tests.inloggen import key_of, sign_in
from tests.policy.test_third_party import flat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
HEADERS = {
    "API-Version": "1.0.0",
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def with_key(person: Any, **more: Any) -> Client:
    """Return a program with a key of this person."""
    return Client(headers={"Authorization": f"Bearer {key_of(person, **more)}"})


def problem(response: Any, status: int) -> dict[str, Any]:
    """Return the error in an answer, which must look as every error does."""
    assert (response.status_code, response["Content-Type"]) == (status, MEDIA_TYPE)
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert {"title", "detail"} <= set(found)
    return found


def everything(client: Client, path: str) -> Iterator[dict[str, Any]]:
    """Yield all rows of a list, page after page."""
    following: str | None = path
    while following:
        response = client.get(following)
        assert response.status_code == 200, response.content
        yield from response.json()["resultaten"]
        following = response.json()["volgende"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/openapi.json", 200),
        ("/api/v1/casussen", 200),
        ("/api/v1/casussen?aantal=0", 400),
        ("/api/v1/mijn/profiel", 401),
        ("/api/v1/casussen/bestaat-niet", 404),
        ("/api/v1/bestaat-niet", 404),
        ("/api/v1/casussen/", 404),
        ("/api/v2/casussen", 404),
    ],
)
def test_every_answer_has_the_headers_and_no_cookie(
    client: Client, path: str, status: int, buitenstaander: Any
) -> None:
    sign_in(client, buitenstaander)  # the API does not look at it, and leaves it alone
    response = client.get(path)
    assert response.status_code == status
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response.cookies == {}
    if status >= 400:
        problem(response, status)
    assert client.get("/mijn/").status_code == 200, "still logged in"


def test_a_session_opens_nothing_in_the_api(client: Client, deelnemer: Any) -> None:
    CasusFactory(visibility="community", community=deelnemer.communities.get())
    sign_in(client, deelnemer)
    assert client.get("/api/v1/casussen").json()["resultaten"] == []
    problem(client.get("/api/v1/mijn/profiel"), 401)
    assert len(with_key(deelnemer).get("/api/v1/casussen").json()["resultaten"]) == 1


def test_all_that_is_wrong_with_a_question_is_said_at_once_in_dutch(client: Client) -> None:
    asked = "aantal=veel&thema=geen-thema&fase=af&gewijzigdSinds=gisteren&kleur=rood&cursor=x"
    found = problem(client.get(f"/api/v1/casussen?{asked}"), 400)
    said = {error["name"]: error["detail"] for error in found["errors"]}
    assert set(said) == {"aantal", "thema", "fase", "gewijzigdSinds", "kleur", "cursor"}
    assert said["aantal"] == "Vul een heel getal in."
    assert said["thema"].startswith("Deze code staat niet in de lijst")
    assert said["fase"].startswith("Kies uit: ")
    assert said["gewijzigdSinds"].startswith("Vul een moment in")
    assert said["kleur"].startswith("We kennen hier: ")
    english = ("input", "should", "valid", "expected")
    assert [text for text in said.values() if any(word in text.lower() for word in english)] == []


def test_a_key_that_we_do_not_know_of_is_a_mistake_and_no_empty_filter(client: Client) -> None:
    CasusFactory(visibility="public")
    found = problem(client.get("/api/v1/casussen?Thema=wonen"), 400)
    assert [error["name"] for error in found["errors"]] == ["Thema"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/casussen")
    problem(response, 405)
    assert response["Allow"] == "GET, HEAD"


def test_head_says_what_get_says_without_the_body(client: Client) -> None:
    CasusFactory(visibility="public")
    got, head = client.get("/api/v1/casussen"), client.head("/api/v1/casussen")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))


def test_a_page_of_another_site_may_ask(client: Client) -> None:
    for path in ("/api/v1/casussen", "/api/v1/mijn/profiel"):
        response = client.options(path, headers={"Origin": "https://elders.nl"})
        assert response.status_code == 204
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert response["Access-Control-Allow-Headers"] == "Accept", "and never send a key"
    problem(client.options("/api/v1/niets"), 404)


def test_what_is_answered_to_a_key_no_page_of_another_site_reads(deelnemer: Any) -> None:
    for path, status in (("casussen", 200), ("mijn/profiel", 200), ("casussen/niets", 404)):
        response = with_key(deelnemer).get(f"/api/v1/{path}", headers={"Origin": "https://x.nl"})
        assert response.status_code == status
        assert [name for name in response.headers if name.startswith("Access-Control")] == []
        assert "Authorization" in response["Vary"]
    wrong = Client(headers={"Authorization": "Bearer x"}).get("/api/v1/casussen")
    assert (wrong.status_code, "Access-Control-Allow-Origin" in wrong) == (401, False)


def test_plain_http_is_refused_and_not_led_on(settings: Any, deelnemer: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = with_key(deelnemer)
    said = problem(client.get("/api/v1/casussen"), 403)["detail"]
    assert "maak een nieuwe" in said
    assert client.get("/api/v1/casussen", secure=True).status_code == 200
    assert client.get("/api/").status_code == 301, "a page for people"


def away(*_: Any) -> Any:
    """Stand in the way of every statement, as a database that is away does."""
    raise OperationalError("server closed the connection")


def broken(*_: Any) -> Any:
    """Stand in the way of every statement, as a fault of ours does."""
    raise ProgrammingError("no such column")


def test_maintenance_and_a_fault_of_ours_are_problems_too(settings: Any) -> None:
    settings.MAINTENANCE = True
    response = Client().get("/api/v1/casussen")
    problem(response, 503)
    assert response["Retry-After"] == "600"
    settings.MAINTENANCE = False
    for fault, status in ((away, 503), (broken, 500)):
        with connection.execute_wrapper(fault):
            response = Client(raise_request_exception=False).get("/api/v1/hoofdstukken")
        said = json.dumps(problem(response, status))
        assert [words for words in ("server closed", "no such column") if words in said] == []


def test_who_asks_too_much_waits(monkeypatch: pytest.MonkeyPatch, deelnemer: Any) -> None:
    monkeypatch.setattr(api_toegang, "FROM_ONE_PLACE", "2/m/ip")
    monkeypatch.setattr(api_toegang, "WITH_ONE_KEY", "3/m/key")
    visitor, program = Client(), with_key(deelnemer)
    assert [visitor.get("/api/v1/casussen").status_code for _ in range(2)] == [200, 200]
    response = visitor.get("/api/v1/casussen")
    problem(response, 429)
    assert response["Retry-After"] == "60"
    answers = [program.get("/api/v1/casussen").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429], "a key has a count of its own"
    caches["default"].clear()
    assert visitor.get("/api/v1/casussen").status_code == 200


def test_pages_follow_each_other_without_a_gap_or_a_double(client: Client) -> None:
    moment = timezone.now()
    meetings = [BijeenkomstFactory(visibility="public", starts_at=moment) for _ in range(7)]
    slugs = [row["slug"] for row in everything(client, "/api/v1/bijeenkomsten?aantal=3")]
    assert slugs == [meeting.slug for meeting in meetings], "one moment: then by number"


def test_rows_that_come_and_go_leave_no_gap(client: Client) -> None:
    first, second, third = [CasusFactory(visibility="public") for _ in range(3)]
    page = client.get("/api/v1/casussen?aantal=2").json()
    first.delete()
    CasusFactory(visibility="public")
    rest = [row["slug"] for row in everything(client, page["volgende"])]
    assert [row["slug"] for row in page["resultaten"]] == [first.slug, second.slug]
    assert (rest[0], len(rest)) == (third.slug, 2)


def test_a_cursor_of_another_list_is_refused(client: Client) -> None:
    for _ in range(2):
        CasusFactory(visibility="public")
    following = client.get("/api/v1/casussen?aantal=1").json()["volgende"]
    elsewhere = following.replace("/casussen", "/organisaties")
    found = problem(client.get(elsewhere), 400)
    assert [error["name"] for error in found["errors"]] == ["cursor"]
    problem(client.get(following + "x"), 400)


def test_moments_are_in_utc(client: Client) -> None:
    CasusFactory(visibility="public")
    (row,) = client.get("/api/v1/casussen").json()["resultaten"]
    assert row["gemaaktOp"].endswith("Z")


def test_every_address_of_the_api_is_described(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]
    addresses = [row for row in flat() if getattr(row, "name", "") and _in_api(row)]
    assert len(described) == len(addresses) - 1, "openapi.json itself is not in it"
    assert all(set(item) == {"get"} for item in described.values())
    assert api.version == "1.0.0"


def _in_api(row: Any) -> bool:
    return getattr(row.callback, "__module__", "") == "ninja.operation" or row.name == "openapi"


def test_a_person_without_a_place_reads_the_public_part() -> None:
    CasusFactory(visibility="public")
    CasusFactory(visibility="network")
    program = with_key(DeelnemerFactory())
    assert len(program.get("/api/v1/casussen").json()["resultaten"]) == 1
