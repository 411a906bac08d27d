"""One event is one line of JSON with the six fields of BIO2 8.15, and no secret in any of them."""

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import path

from communities.models import Deelnemer
from netwerk.celery import app as celery
from netwerk.kern.audit.services import record, record_many
from netwerk.kern.berichten.loop import Breaker, sweep
from netwerk.kern.policy import OPEN, needs, public
from netwerk.kern.toezicht import regels
from netwerk.urls import urlpatterns as real
from tests.factories import PASSWORD, CasusFactory
from tests.inloggen import agree
from tests.toezicht.conftest import Lines

pytestmark = pytest.mark.django_db
SIX = {"action", "object", "result", "origin", "actor", "time"}
Clients = Callable[[Deelnemer | None], Client]


@needs(OPEN)
def broken(request: Any, token: str) -> Any:
    raise ValidationError(f"De naam Jan Jansen past niet bij {token}")


handler500 = "netwerk.views.errors.server_error"
urlpatterns = [path("stuk/<str:token>/", public(broken)), *real]


def only(lines: list[dict[str, Any]], action: str) -> dict[str, Any]:
    [found] = [line for line in lines if line["action"] == action]
    assert set(found) >= SIX
    assert all(found[name] for name in SIX - {"object"})
    assert datetime.fromisoformat(found["time"]).utcoffset() is not None
    return found


def test_an_act_is_a_line_once_it_is_true(
    deelnemer: Deelnemer, lines: Lines, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(actor=deelnemer, action="lidmaatschap.role_changed", subject=deelnemer, role="lid")
        record_many(actor=None, action="bijlage.removed", lines=[(deelnemer, {"to": 4})])
        assert lines() == [], "what may still be undone did not happen"
    line = only(lines(), "lidmaatschap.role_changed")
    name = f"deelnemer {deelnemer.pk}"
    assert (line["object"], line["actor"], line["result"]) == (name, name, "ok")
    assert line["data"] == {"role": "lid"}
    assert only(lines(), "bijlage.removed")["actor"] == "systeem"


def test_signing_in_and_being_refused_are_lines_without_what_was_typed(
    client: Client, deelnemer: Deelnemer, lines: Lines
) -> None:
    agree(deelnemer)
    deelnemer.set_password(PASSWORD)
    deelnemer.save()
    wrong = {"login": deelnemer.email, "password": "geheim-dat-niet-klopt"}
    client.post("/account/login/", wrong, REMOTE_ADDR="192.0.2.7")
    client.post("/account/login/", wrong | {"password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    session = client.session.session_key
    client.post("/account/logout/")
    found = [line for line in lines() if line["action"] in ("inloggen", "uitloggen")]
    assert [line["result"] for line in found] == ["mislukt", "gelukt", "gelukt"]
    assert all(set(line) >= SIX and all(line[name] for name in SIX) for line in found)
    assert found[0]["origin"] == found[1]["origin"] == "192.0.2.7"
    assert found[1]["actor"] == found[2]["actor"] == f"deelnemer {deelnemer.pk}"
    written = json.dumps(lines())
    for secret in (deelnemer.email, deelnemer.last_name, PASSWORD, wrong["password"], session):
        assert secret not in written


def test_a_change_of_how_somebody_comes_in_is_a_line(
    client_of: Clients, deelnemer: Deelnemer, lines: Lines
) -> None:
    deelnemer.set_password(PASSWORD)
    deelnemer.save()
    fresh = "een-heel-ander-lang-geheim"
    words = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    client_of(deelnemer).post("/account/password/change/", words)
    line = only(lines(), "password.changed")
    assert line["object"] == line["actor"] == f"deelnemer {deelnemer.pk}"
    assert fresh not in json.dumps(lines())


def test_a_request_that_reads_says_who_and_from_where_only_when_it_is_refused(
    client_of: Clients, deelnemer: Deelnemer, lines: Lines
) -> None:
    casus = CasusFactory(visibility="public", title="Buurt van Jan Jansen")
    client = client_of(deelnemer)
    client.get(casus.get_absolute_url() + "?zoek=geheim", REMOTE_ADDR="192.0.2.7")
    client.get("/beheer/", REMOTE_ADDR="192.0.2.7")
    client.get("/agenda/abcdefgeheimesleutel/mijn.ics")
    client.get("/verkeerd/getypt/abcdefgeheimesleutel/")
    client.get("/gezond/levend/")
    read, denied, key, nowhere = [line for line in lines() if line["action"] == "request.get"]
    assert (read["result"], read["status"], read["level"]) == ("ok", 200, "INFO")
    assert read["object"] == "/casussen/<slug:slug>/"
    assert read["duration_ms"] >= 0
    assert (read["actor"], denied["actor"]) == ("-", f"deelnemer {deelnemer.pk}")
    assert f"deelnemer {deelnemer.pk}" not in json.dumps(read)
    assert (denied["result"], denied["level"]) == ("denied", "WARNING")
    assert (denied["origin"], "192.0.2.7" in str(read)) == ("192.0.2.7", False)
    assert (key["result"], nowhere["object"]) == ("absent", "")
    assert all(set(line) >= SIX for line in (read, denied, key, nowhere))
    written = json.dumps(lines())
    assert not [word for word in ("geheim", "jansen") if word in written.lower()]


def test_a_request_that_changes_something_says_who(
    client_of: Clients, deelnemer: Deelnemer, lines: Lines
) -> None:
    client_of(deelnemer).post("/mijn/profiel/", {"first_name": "Noor"})
    assert only(lines(), "request.post")["actor"] == f"deelnemer {deelnemer.pk}"


def test_a_visitor_who_must_sign_in_first_was_denied_and_one_who_signs_in_was_not(
    client: Client, lines: Lines
) -> None:
    asked = client.get("/mijn/profiel/", REMOTE_ADDR="192.0.2.7")
    assert asked.headers["Location"].startswith("/account/login/?next=")
    client.get(asked.headers["Location"])
    denied, page = [line for line in lines() if line["action"] == "request.get"]
    assert (denied["result"], denied["level"], denied["status"]) == ("denied", "INFO", 302)
    assert "192.0.2.7" not in str(denied), "somebody who follows a link shows no abuse"
    assert page["result"] == "ok"


@pytest.mark.urls(__name__)
def test_a_fault_has_a_number_that_the_visitor_sees_too(lines: Lines, settings: Any) -> None:
    client = Client(raise_request_exception=False)
    page = client.get("/stuk/zekergeheim/")
    number = page.headers["X-Request-ID"]
    assert page.status_code == 500
    assert f"<code>{number}</code>" in page.text
    fault = next(line for line in lines() if line["level"] == "ERROR")
    assert fault["request"] == number
    assert re.search(r"test_regels.py:\d+ broken\nValidationError$", fault["error"])
    assert only(lines(), "request.get")["result"] == "failed"
    assert not [word for word in ("zekergeheim", "Jansen") if word in json.dumps(lines())]


@pytest.mark.parametrize(
    ("given", "proxies", "kept"),
    [
        ("0123456789abcdef", 1, True),
        ("0123456789abcdef", 0, False),
        ("kort", 1, False),
        ("a" * 65, 1, False),
        ('"},{"action":"x', 1, False),
    ],
)
def test_a_number_of_the_proxy_is_kept_when_it_is_well_formed(
    client: Client, settings: Any, given: str, proxies: int, kept: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = client.get("/gezond/levend/", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept


def formatted(error: BaseException, formatter: logging.Formatter, words: str = "Mis") -> str:
    try:
        raise error
    except type(error) as caught:
        info = (type(caught), caught, caught.__traceback__)
        return formatter.format(logging.LogRecord("x", 40, "x", 1, words, (), info))


@pytest.mark.parametrize("formatter", [regels.JsonFormatter(), regels.TextFormatter()])
def test_the_text_of_an_error_is_written_only_when_it_is_about_the_machine(
    formatter: logging.Formatter,
) -> None:
    about_somebody = IntegrityError("dubbel\nDETAIL: Key (email)=(jan@voorbeeld.nl) exists")
    assert "jan" not in formatted(about_somebody, formatter)
    assert "IntegrityError" in formatted(about_somebody, formatter)
    away = OperationalError("connection refused\nDETAIL: of jan")
    assert "OperationalError: connection refused" in formatted(away, formatter)
    assert "of jan" not in formatted(away, formatter)
    refused = OSError("550 <jan@voorbeeld.nl> is vol")
    assert "550 <(adres)> is vol" in formatted(refused, formatter)
    assert "jan@" not in formatted(refused, formatter, "Naar jan@voorbeeld.nl")


def test_every_line_has_the_six_fields_also_of_others(lines: Lines) -> None:
    logging.getLogger("een.pakket").warning("Iets met %s.", "een\nnieuwe regel")
    line = only(lines(), "een.pakket")
    assert (line["result"], line["actor"]) == ("noted", "systeem")
    assert line["message"] == "Iets met een\nnieuwe regel."


@shared_task
def goes_well() -> None:
    """Do nothing."""


@shared_task
def goes_wrong() -> None:
    """Fail about somebody."""
    raise ValueError("Jan Jansen")


def test_a_task_is_a_line_and_its_failure_tells_nothing_of_whom(lines: Lines) -> None:
    celery.tasks[goes_well.name].apply()
    celery.tasks[goes_wrong.name].apply()
    done, failed = only(lines(), "task.done"), only(lines(), "task.failed")
    assert (done["object"], done["result"]) == (goes_well.name, "ok")
    assert (failed["object"], failed["result"], failed["level"]) == (
        goes_wrong.name,
        "failed",
        "ERROR",
    )
    assert "goes_wrong\nValueError" in failed["error"]
    assert "Jansen" not in json.dumps(lines())


def test_the_loop_says_how_many_messages_went(
    client: Client, deelnemer: Deelnemer, lines: Lines
) -> None:
    client.post("/account/login/code/", {"email": deelnemer.email})
    assert sweep(Breaker()) == 1
    line = only(lines(), "messages.sent")
    assert (line["number"], line["actor"]) == (1, "systeem")
    assert deelnemer.email not in json.dumps(lines())


def test_who_looks_as_somebody_else_is_written_as_oneself(
    client_of: Clients, beheerder: Deelnemer, deelnemer: Deelnemer, lines: Lines
) -> None:
    client = client_of(beheerder)
    reason = "Zij ziet de knop niet en vraagt om hulp."
    client.post(f"/beheer/leden/{deelnemer.pk}/bekijk/", {"reason": reason})
    assert f"Je kijkt mee met {deelnemer}" in client.get("/mijn/").text
    assert client.get("/beheer/").status_code == 403
    [denied] = [line for line in lines() if line["result"] == "denied"]
    assert denied["actor"] == f"deelnemer {beheerder.pk}"
