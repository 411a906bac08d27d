"""What the database says it cannot do becomes words for a visitor; a fault of ours does not."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client

from communities.models import Deelnemer
from netwerk.views.storing import AWAY, BUSY, NOT_NOW, Trouble, trouble_of
from tests.factories import DeelnemerFactory
from tests.inloggen import agree, sign_in

CODES = {
    "53100": NOT_NOW,  # disk full
    "25006": NOT_NOW,  # read-only
    "53300": AWAY,  # too many connections
    "57014": AWAY,  # a question that took too long
    "57P01": AWAY,  # stopped by an administrator
    "40P01": BUSY,  # deadlock
    "40001": BUSY,  # serialisation
    "55P03": BUSY,  # lock not available
    "23505": None,  # a double: a fault of ours
    "42P01": None,  # no such table
}


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "trouble"), CODES.items())
def test_each_refusal_of_postgresql_has_its_words(code: str, trouble: Trouble | None) -> None:
    statement = f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$"
    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert trouble_of(raised.value) == trouble


def test_another_error_is_a_fault_of_ours() -> None:
    assert trouble_of(ValueError("x")) is None
    assert trouble_of(None) is None


def away(*_: Any) -> None:
    """Stand for a database that is not there."""
    raise OperationalError("connection refused")


@pytest.mark.parametrize("origin", ["http://testserver", "https://elders.voorbeeld.nl"])
@pytest.mark.django_db
def test_only_a_form_of_ours_can_be_sent_once_more(origin: str, fresh_cache: None) -> None:
    person: Deelnemer = agree(DeelnemerFactory())
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sign_in(browser, person)
    form = browser.get("/mijn/profiel/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]  # type: ignore[index]
    words = {"first_name": "Gehackt", "csrfmiddlewaretoken": token}
    with connection.execute_wrapper(away):
        page = browser.post("/mijn/profiel/", words, headers={"Origin": origin})
        without = browser.post("/mijn/profiel/", {"first_name": "Gehackt"})
    ours = origin == "http://testserver"
    assert page.status_code == without.status_code == 503
    assert ("Gehackt" in page.text, "csrfmiddlewaretoken" in page.text) == (ours, ours)
    assert "Gehackt" not in without.text, "a form without its token is not of ours either"
    assert "csrfmiddlewaretoken" not in without.text
