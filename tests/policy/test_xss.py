"""Case 37: attacks in every text of every row, and every page, feed, file and form over them."""

import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from communities import akkoord
from tests.aanvallen import ATTACKS, RUN, active, fill, said
from tests.policy import world as worlds
from tests.policy.conftest import Doors
from tests.policy.looks import client_of
from tests.policy.table import ROLES, Row
from tests.policy.test_matrix import ROWS

pytestmark = pytest.mark.django_db
READERS = ("organisator", "casushouder", "redacteur", "beheerder", *ROLES)


@pytest.fixture
def attacked(world: worlds.World) -> Iterator[int]:
    """Put an attack in every column that people fill; return in how many."""
    akkoord.forget_current()
    with transaction.atomic():
        yield fill()
        transaction.set_rollback(True)


def readers(row: Row) -> list[str]:
    """Return who reads it: somebody who reads most, and a visitor."""
    granted = row.get or frozenset()
    who = next((role for role in READERS if role in granted), "")
    return [role for role in dict.fromkeys((who, "anoniem")) if role in granted]


def test_no_attack_in_any_text_runs_anywhere(
    attacked: int, world: worlds.World, doors: Doors
) -> None:
    assert attacked > 100, "else nothing attacks"
    assert sum(bool(active(each)) for each in ATTACKS) > 25, "else nothing is seen"
    wrong, kinds, seen = [], Counter[str](), 0
    for row in {row.name: row for row in reversed(ROWS)}.values():
        for role in readers(row):
            with transaction.atomic():
                address = reverse(row.name, kwargs=row.kwargs(world))
                response = client_of(row, role, doors).get(address)
                kind = response.get("Content-Type", "").partition(";")[0]
                text = said(response)
                transaction.set_rollback(True)
            kinds[kind] += 1
            seen += RUN in text
            wrong += [f"{row.label} as {role}: {each}" for each in running(kind, text)]
    assert not wrong, "\n".join(wrong)
    assert {"text/html", "application/atom+xml", "application/json", "text/calendar"} <= {*kinds}
    assert seen > 120, "else the attacks are on no page"


def running(kind: str, text: str) -> list[str]:
    """Return what would run in an answer of this kind."""
    if kind == "text/html":
        return active(text)
    if kind.endswith("xml"):
        return [each for html in pieces(ET.fromstring(text)) for each in active(html)]
    if kind.endswith("json"):
        json.loads(text)
    return []


def pieces(feed: ET.Element) -> Iterator[str]:
    """Yield what a reader of a feed takes for HTML, and each address that it follows."""
    for each in feed.iter():
        if each.get("type") == "html":
            yield each.text or ""
        yield f'<a href="{each.get("href", "")}">'
