"""What holds at every address, whoever wrote its page: headers, cookies, tokens, methods.

Walks the rows of the matrix, so that a new address joins by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.policy import world as worlds
from tests.policy.table import Row
from tests.policy.test_matrix import ROWS, written
from tests.policy.test_third_party import OPEN, address, third_party
from tests.test_headers import assert_safe

pytestmark = pytest.mark.django_db
FORM = settings.CSRF_COOKIE_NAME
# What takes a form without a token, each for its reason.
NO_TOKEN = {
    "csp_report": "browsers send it by themselves, and it changes nothing",
    # The key in the address is what opens it, and nobody is signed in by it.
    "berichten:unsubscribe": "mail programs send it for who presses their button (RFC 8058)",
    "berichten:mute": "as unsubscribe",
    "berichten:undo": "as unsubscribe",
    "communities:nieuws_volgen_stop": "as unsubscribe",
    "communities:nieuws_volgen_bevestig": "from a mail, in a browser without a cookie",
    "casussen:consent_answer": "from a mail, in a browser without a cookie",
    "bijeenkomsten:gast": "from a mail, in a browser without a cookie",
    "bijeenkomsten:gast_bevestig": "from a mail, in a browser without a cookie",
    "handboek:nuttig": "reading sets no cookie; a signed proof in the form stands in its place",
}
CHARSET = ("text/", "application/xml", "application/atom+xml", "application/rdf+xml")


@pytest.fixture(autouse=True)
def _undone(world: worlds.World) -> Iterator[None]:
    """Undo what a walk changes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses(world: worlds.World, *, post: bool = False) -> Iterator[tuple[str, Row]]:
    """Give every view once, with the address of its first row (that takes a form)."""
    seen = set()
    for row in ROWS:
        if row.name not in seen and (row.post or not post):
            seen.add(row.name)
            yield reverse(row.name, kwargs=row.kwargs(world)), row


def body(response: Any) -> bytes:
    """Return all of an answer; of a file too, or it stays open."""
    if response.streaming:
        return b"".join(response.streaming_content)
    return bytes(response.content)


def test_every_address_answers_a_visitor_with_the_headers_of_internet_nl(
    world: worlds.World,
) -> None:
    asked = [(path, row.name) for path, row in addresses(world)]
    asked += [(address(name), name) for name in sorted(OPEN & third_party())]
    assert len(asked) > 400
    wrong = []
    for path, name in asked:
        before = written()
        response = Client().get(path)
        wrong += [f"{path}: {what}" for what in faults(response, name)]
        if written() != before:
            wrong.append(f"{path}: reading changed the database")
    assert wrong == []


def faults(response: Any, name: str) -> Iterator[str]:
    """Say what is wrong with an answer to a visitor."""
    headers = dict(response.headers)
    if headers.get("Referrer-Policy") == "no-referrer":  # its address is a key: stricter
        headers["Referrer-Policy"] = "same-origin"
    try:
        assert_safe(headers)
    except (AssertionError, KeyError) as error:
        yield f"headers: {error}"
    kind = response.headers.get("Content-Type", "")
    if body(response) and not kind:
        yield "it does not say what it is"
    if kind.startswith(CHARSET) and "charset=utf-8" not in kind.lower():
        yield f"{kind} without a character set"
    if "Content-Encoding" in response.headers:
        yield "packed, which tells of secrets in it (BREACH)"
    if set(response.cookies) - {FORM}:
        yield f"sets {set(response.cookies)}"
    may_be_away = name == "health" or "Retry-After" in response.headers
    if response.status_code >= 500 and not may_be_away:
        yield f"answers {response.status_code}"


def test_no_form_is_taken_without_its_token(world: worlds.World, sessions: dict[str, str]) -> None:
    taken, asked = set(), 0
    for path, row in addresses(world, post=True):
        role = sorted(row.post or ())[0]
        client = Client(enforce_csrf_checks=True)
        if role in sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
        before, asked = written(), asked + 1
        response = client.post(path, row.data(world))
        if response.status_code != 403 or written() != before:
            taken.add(row.name)
    assert asked > 150
    assert taken == set(NO_TOKEN)


def test_no_address_says_back_what_trace_sends(world: worlds.World) -> None:
    for path, row in addresses(world):
        response = Client(headers={"X-Geheim": "kwartel"}).generic("TRACE", path, b"kwartel")
        assert response.status_code in {302, 401, 403, 404, 405, 410}, path
        assert b"kwartel" not in body(response), row.name
