"""Case 37: attacks in every text of every row, and the pages, feeds and forms that show them.

Here every second address and the largest; all of them with `make matrix`.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import pytest
from django.core.cache import caches
from django.db import transaction
from django.urls import reverse

from tests.aanvallen import ATTACKS, RUN, active, fill, said
from tests.policy import world as worlds
from tests.policy.conftest import Doors
from tests.policy.looks import client_of
from tests.policy.table import ROLES, Row
from tests.policy.test_matrix import ROWS

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld.json">(.*?)</script>', re.DOTALL)
BOTH = {
    *("home", "communities:detail", "casussen:detail", "casussen:dilemma", "casussen:list"),
    *("bijeenkomsten:detail", "bijeenkomsten:list", "handboek:advies", "handboek:lijst", "search"),
}
READERS = ("organisator", "casushouder", "redacteur", "beheerder", *ROLES[1:])


@pytest.fixture
def attacked(world: worlds.World) -> Iterator[int]:
    """Put an attack in every column that people fill; return in how many."""
    caches["default"].clear()  # no page is kept from before
    with transaction.atomic():
        yield fill()
        transaction.set_rollback(True)


def readers(row: Row) -> list[str]:
    """Return who reads it: a visitor, else somebody who reads most; of some pages both."""
    granted = row.get or frozenset()
    who = [role for role in ("anoniem", *READERS) if role in granted]
    both = row.name in BOTH and who and who[0] == "anoniem"
    return who[: 2 if both else 1]


@pytest.mark.parametrize("one_of", [2, pytest.param(1, marks=pytest.mark.matrix_full)])
def test_no_attack_in_any_text_runs_anywhere(
    one_of: int, attacked: int, world: worlds.World, doors: Doors
) -> None:
    assert attacked > 100, "else nothing attacks"
    assert sum(bool(active(each)) for each in ATTACKS) > 25, "else nothing is seen"
    wrong, kinds, seen, blocks = [], Counter[str](), 0, 0
    rows = {row.name: row for row in reversed(ROWS)}
    for row in rows.values():
        if row.name not in BOTH and crc32(row.name.encode()) % one_of:
            continue
        for role in readers(row):
            with transaction.atomic():
                address = reverse(row.name, kwargs=row.kwargs(world))
                response = client_of(row, role, doors).get(address)
                kind = response.get("Content-Type", "").partition(";")[0]
                text = said(response)
                transaction.set_rollback(True)
            kinds[kind] += 1
            seen += RUN in text
            blocks += any(RUN in each for each in BLOCK.findall(text))
            wrong += [f"{row.label} as {role}: {each}" for each in running(kind, text)]
    assert not wrong, "\n".join(wrong)
    assert {"text/html", "application/atom+xml", "application/json"} <= {*kinds}
    assert seen > 60, "else the attacks are on no page"
    assert blocks > 5, "else none is in the JSON of a page"


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
