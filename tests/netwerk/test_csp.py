"""What a browser stopped is told to ourselves, and says nothing of who read what."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
KEY = "geheime-sleutel"
OLD = {
    "csp-report": {
        "document-uri": f"https://netwerk.example/agenda/{KEY}/mijn.ics?q=anna",
        "violated-directive": "script-src-elem",
        "blocked-uri": f"https://kwaad.example/a.js?{KEY}",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "user_agent": "Firefox/140.0",
        "body": {
            "documentURL": "https://netwerk.example/casussen/",
            "effectiveDirective": "style-src-attr\nnagemaakte regel",
            "blockedURL": "inline",
        },
    }
]


def tell(client: Client, body: Any, kind: str = "application/csp-report") -> Any:
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post("/csp-melding/", text, content_type=kind)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [row.getMessage() for row in caplog.records if row.name == "netwerk.views.csp"]


def test_both_kinds_of_report_are_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=True, headers={"user-agent": "Firefox/140.0"})
    with caplog.at_level(logging.WARNING):
        first = tell(client, OLD)
        second = tell(client, NEW, "application/reports+json")
    assert [(a.status_code, a.content, dict(a.cookies)) for a in (first, second)] == [
        (204, b"", {}),
        (204, b"", {}),
    ]
    said = lines(caplog)
    assert [row.rpartition(" on ")[0] for row in said] == [
        "Content security policy stopped https://kwaad.example (script-src-elem)",
        "Content security policy stopped inline (style-src-attrnagemaakteregel)",
    ]
    assert said[1].endswith(" on casussen:list.")
    for secret in (KEY, "anna", "Firefox", "127.0.0.1", "\n"):
        assert secret not in "".join(said)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (OLD, "application/json", 415),
        ("a=b", "application/x-www-form-urlencoded", 415),
        ("x" * 17_000, "application/csp-report", 413),
        ("{", "application/csp-report", 400),
        (b"\xff\xfe", "application/csp-report", 400),
        ("[" * 9_000, "application/reports+json", 400),
    ],
)
def test_what_is_no_report_is_refused(
    body: Any, kind: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    assert tell(Client(), body, kind).status_code == status
    assert lines(caplog) == []


@pytest.mark.parametrize(
    "body", [3, [], {}, [7, None], {"csp-report": "x"}, [{"body": {"documentURL": "http://[x"}}]]
)
def test_odd_reports_are_no_fault(body: Any) -> None:
    assert tell(Client(), body, "application/reports+json").status_code == 204


def test_nobody_fills_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    answers = [tell(client, NEW * 50, "application/reports+json").status_code for _ in range(35)]
    assert answers == [204] * 3 + [429] * 32, "ten reports of a message count, each as one"
    assert len(lines(caplog)) == 30
    assert client.get("/csp-melding/").status_code == 405
