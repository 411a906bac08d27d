"""Cases 31 and 33: a number of somebody else in any place, and fields that no form has.

Generated from the matrix: in each address, form and question every number, slug and choice is
swapped for that of a foreign object (vreemd.py), asked as somebody who may do it with their own.
Redacteuren and beheerders work for the whole network: to them nothing is foreign.
Here one state of each address, of most tests of every third one; all of them with `make matrix`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from communities import akkoord
from tests.policy import state, vreemd
from tests.policy import world as worlds
from tests.policy.conftest import Doors
from tests.policy.looks import Page, client_of, look
from tests.policy.table import ROLES, Row
from tests.policy.test_matrix import ROWS
from tests.policy.vreemd import VREEMD, WORD

pytestmark = pytest.mark.django_db
FOR_ALL = ("redacteur", "redacteur2", "beheerder")
ASKERS = ("organisator", "casushouder", *ROLES)  # the first that may; who may most goes first
# Answers that are no 404, and why that is right.
OF_A_COMMUNITY = "a community is known to all; what is inside answers 403"
OF_ALL = "it is public, or of the whole network; who may not do this with it gets 403"
LEADS = "the number decides; the words in the address lead to where it is"
KNOWN = {
    **dict.fromkeys(("api:organisatie", "api:publicatie", "api:les", "api:community"), OF_ALL),
    **dict.fromkeys(("community_cijfers", "community_cijfers_csv"), OF_A_COMMUNITY),
    **{
        f"communities:{name}": OF_A_COMMUNITY
        for name in (
            *("balans", "detail", "inside", "members", "verlaten", "mensen"),
            *("onderwerpen", "onderwerp_nieuw", "gesprek_nieuw", "reageer"),
            *("reactie_concept", "reactie_concept_weg", "verzoek", "verzoeken", "verzoek_doen"),
            *("uitnodigingen", "uitnodigingen_nieuw", "uitnodigingen_verlopen"),
            *("uitnodiging_intrekken", "uitnodiging_opnieuw"),
        )
    },
    "bijeenkomsten:actiepunten": OF_A_COMMUNITY,
    "casussen:leeragenda": OF_A_COMMUNITY,
    "casussen:leervraag_create": OF_A_COMMUNITY,
    "communities:organisatie": OF_ALL,
    "communities:nieuwsbericht": OF_ALL,
    "communities:deelnemer": OF_ALL,
    **{
        f"handboek:{name}": OF_ALL
        for name in (
            *("les", "les_bewerk", "herken", "hoofdstukbestand"),
            *("rijksvraag", "rijk_ask", "rijk_answer", "rijk_terug"),
        )
    },
    "handboek:hoofdstuk": LEADS,
    "handboek:advies": LEADS,
}
MAY = {"communities:verzoek_doen", "handboek:herken"}  # what everybody may do with it
OPEN = {"host", "organisatie", "persoon"}  # organisations are public; whom one asks is not ours
OF_A_KEY = "communities_apisleutel"  # notes when it was used
RIGHTS = {"profile", "casussen:create", "casussen:update", "casussen:group_invite"}
NO_CHOICE = {"pagina", "q", "format"}
HAS_MORE = {"casussen:group_invite": {"note"}}  # once a person is chosen
LONG_AGO, MARK, NUMBER = "1999-01-01", "zwartrijder", "66000066"  # no row has them
OF_A_KIND = {
    "BooleanField": "on",
    "DateField": LONG_AGO,
    "DateTimeField": f"{LONG_AGO} 00:00",
    "EmailField": f"{MARK}@voorbeeld.nl",
}


@dataclass
class Answer:
    """What came back, the tables that were written in, and what a test saw in those."""

    status: int
    body: bytes
    wrote: set[str] = field(default_factory=set)
    seen: Any = None


type Ask = Callable[..., Answer]


@pytest.fixture
def made(world: worlds.World) -> Iterator[vreemd.Made]:
    """Add the foreign rows to the world, for one test."""
    akkoord.forget_current()
    with transaction.atomic():
        yield vreemd.build()
        transaction.set_rollback(True)


@pytest.fixture
def ask(world: worlds.World, doors: Doors) -> Ask:
    """Return what asks an address of a row as who may, looks at what it did, and undoes that."""

    def asked(
        row: Row,
        method: str,
        data: dict[str, Any],
        *,
        swapped: dict[str, Any] | None = None,
        look: Callable[[set[str]], Any] = lambda wrote: None,
    ) -> Answer:
        client = client_of(row, asker(row, method), doors)
        path = reverse(row.name, kwargs=row.kwargs(world) | (swapped or {}))
        with transaction.atomic():
            before = state.counters()
            response: Any = (client.get if method == "GET" else client.post)(path, data)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            wrote = {table for table, _ in state.counters() - before}
            answer = Answer(response.status_code, body, wrote, look(wrote))
            transaction.set_rollback(True)
        return answer

    return asked


def asker(row: Row, method: str) -> str:
    """Return who asks: somebody who gets through, and not for the whole network."""
    granted = (row.get if method == "GET" else row.post) or frozenset()
    return next((role for role in ASKERS if role in granted and role not in FOR_ALL), "")


def every_state(method: str) -> Iterable[Row]:
    """Return the rows that have somebody to ask."""
    return (row for row in ROWS if asker(row, method))


def first_states(method: str) -> Iterable[Row]:
    """Return of each address one row that has somebody to ask."""
    return {row.name: row for row in reversed([*every_state(method)])}.values()


def a_part(method: str) -> Iterable[Row]:
    """Return one row of each third address, always the same, and those about rights."""
    rows = first_states(method)
    return [row for row in rows if row.name in RIGHTS or crc32(row.name.encode()) % 3 == 0]


def lanes(daily: Callable[[str], Iterable[Row]]) -> Any:
    """Ask these rows in `make test`, and all of them with `make matrix`."""
    whole = pytest.param(every_state, marks=pytest.mark.matrix_full)
    return pytest.mark.parametrize("lane", [daily, whole])


@lanes(first_states)
def test_a_foreign_number_in_an_address_is_not_there(
    lane: Any, world: worlds.World, made: vreemd.Made, ask: Ask
) -> None:
    assert len(made) > 60, "else nothing is foreign"
    wrong, asked, used = [], 0, set[str]()
    done = set()
    for method in ("POST", "GET"):
        for row in lane(method):
            if lane is first_states and row.name in done:
                continue  # what is posted is fetched in the same way
            done.add(row.name)
            data = row.data(world) if method == "POST" else {}
            for key, value in swaps(row, row.kwargs(world)):
                answer = ask(row, method, data, swapped={key: value})
                asked += 1
                told = WORD.encode() in answer.body and value != WORD
                wrote = row.name not in MAY and answer.wrote - {OF_A_KEY}
                there = answer.status != 404 or told
                used |= {row.name} if there else set()
                if wrote or (there and row.name not in KNOWN):
                    wrong.append(f"{method} {row.label} {key}: {answer.status} {answer.wrote}")
    assert asked > 200
    assert {*KNOWN} - used == set(), "these are not there any more: take the exception away"
    assert not wrong, "\n".join(wrong)


def swaps(row: Row, kwargs: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each key with a foreign value that an address of this pattern can have."""
    for key, own in kwargs.items():
        for value in vreemd.instead_of(own, key):
            try:
                reverse(row.name, kwargs=kwargs | {key: value})
            except NoReverseMatch:
                continue  # a year, or a day
            yield key, value


PAGES: dict[str, Page] = {}  # the same in every test of this file


def page_of(row: Row, ask: Ask) -> Page:
    """Return the page at an address, as who reads it gets it; an empty one where is none."""
    if row.label not in PAGES:
        there = asker(row, "GET")
        PAGES[row.label] = look(lambda: ask(row, "GET", {}).body) if there else Page()
    return PAGES[row.label]


@lanes(a_part)
def test_a_foreign_choice_in_a_form_is_not_taken(
    lane: Any, world: worlds.World, made: vreemd.Made, ask: Ask
) -> None:
    before = state.foreign({*state.tables()})
    assert sum(before.values()) > 60, "else nothing is foreign"
    wrong, asked = [], 0
    for row in lane("POST"):
        data = row.data(world)
        sent = {key for key, own in data.items() if [*vreemd.instead_of(own)]}
        for name in sorted((page_of(row, ask).chosen | sent) - OPEN):
            answer = ask(row, "POST", data | {name: str(VREEMD)}, look=state.foreign)
            asked += 1
            if pointing := {table for table, n in answer.seen.items() if n != before[table]}:
                wrong.append(f"{row.label} {name}: {answer.status} {pointing}")
    assert asked > 25
    assert not wrong, "\n".join(wrong)


@lanes(a_part)
def test_a_foreign_choice_in_a_question_tells_nothing(
    lane: Any, made: vreemd.Made, ask: Ask
) -> None:
    wrong, asked = [], 0
    for row in lane("GET"):
        page = page_of(row, ask)
        for name in sorted(page.asked - OPEN - NO_CHOICE):
            body = ask(row, "GET", {name: str(VREEMD)}).body
            asked += 1
            if body.count(WORD.encode()) > page.text.count(WORD):
                wrong.append(f"{row.label} {name}")
    assert asked > 25
    assert not wrong, "\n".join(wrong)


def extras() -> dict[str, str]:
    """Return a value for every column of ours, which says that it was filled in by this."""
    found = {}
    for model in vreemd.models_of():
        for each in model._meta.concrete_fields:
            kind = each.get_internal_type()
            if each.is_relation or each.primary_key:
                value = str(VREEMD)
            elif each.choices:
                value = str(each.flatchoices[-1][0])
            else:
                value = NUMBER if "Integer" in kind else OF_A_KIND.get(kind, MARK)
            found |= {each.name: value, each.attname: value}
    return found | {"pk": str(VREEMD), "id": str(VREEMD)}


@lanes(a_part)
def test_fields_that_no_form_has_change_nothing(
    lane: Any, world: worlds.World, made: vreemd.Made, ask: Ask
) -> None:
    more, words = extras(), (LONG_AGO, MARK, NUMBER)
    assert {"is_staff", "is_superuser", "is_beheerder", "author_id", "created_at"} <= set(more)
    every = {*state.tables()}
    before = (state.foreign(every), state.holding(every, words))
    wrong, asked = [], 0

    def left(wrote: set[str]) -> Any:
        return state.foreign(wrote), state.holding(wrote, words), state.rights(wrote)

    for row in lane("POST"):
        data = row.data(world)
        mine = page_of(row, ask).names | set(data) | HAS_MORE.get(row.name, set())
        both = {name: value for name, value in more.items() if name not in mine} | data
        answer = ask(row, "POST", both, look=left)
        *counts, rights = answer.seen
        plain = ask(row, "POST", data, look=state.rights).seen if rights else {}
        asked += bool(answer.wrote)
        changed = {table for table in rights if rights[table] != plain.get(table)}
        for then, now in zip(before, counts, strict=True):
            changed |= {table for table, n in now.items() if n != then[table]}
        if changed:
            wrong.append(f"{row.label}: {answer.status} {changed}")
    assert asked > 25
    assert not wrong, "\n".join(wrong)
