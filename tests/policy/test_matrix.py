"""The permission matrix: every address, every method, every role, against the declared policy.

The addresses come from the URL resolver; an address without a row fails. A denial may not
touch the database: PostgreSQL's own counters of this transaction say so. No page may ask the
database more than queries.txt says; the failure names the number, should it be right.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from communities import akkoord
from netwerk.views import errors
from tests.policy import world as worlds
from tests.policy.conftest import MODULES, Doors
from tests.policy.table import ROLES, Row

pytestmark = pytest.mark.django_db  # else a run of this file alone makes no test database
ROWS: list[Row] = [row for module in MODULES for row in module.ROWS]
METHODS = ("GET", "POST")
COUNTED = ("anoniem", "organisator")  # whose questions to the database are counted
QUERIES_FILE = Path(__file__).with_name("queries.txt")
OTHER_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
OF_ALLAUTH = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
GUARDS_ITSELF = ("admin:", *OF_ALLAUTH)  # third-party pages; test_third_party.py has them
# What the view pg_stat_xact_user_tables asks, of a list of tables: this is asked 30,000 times.
TABLES = """
SELECT array_agg(oid) FROM pg_class WHERE relkind = 'r'
AND relname NOT IN ('django_session', 'kern_cache') AND relnamespace = 'public'::regnamespace
"""
WRITES = """
SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
           + pg_stat_get_xact_tuples_deleted(oid)) FROM unnest(%s::oid[]) oid
"""


@pytest.fixture(autouse=True, scope="module")
def _only_what_is_looked_at() -> Iterator[None]:
    """Say no with a number only: the pages that explain it, in 22,000 answers, have own tests.

    And copy no context of any template for us: nobody here asks for it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "render", lambda *_, status: HttpResponse(status=status))
        patch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
        yield


def views(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Walk the resolver and give the full name of every address, with its view."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            deeper = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from views(entry.url_patterns, deeper)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.callback


def names() -> set[str]:
    """Return the full name of every address."""
    return {name for name, _ in views()}


def test_every_address_has_a_row_in_the_matrix(db: None) -> None:
    # asks for ``db`` so that there is a test database when this file runs alone
    declared = {row.name for row in ROWS}
    addresses = {name for name in names() if not name.startswith(GUARDS_ITSELF)}
    assert addresses - declared == set(), "add a row for these in tests/policy/rows_<app>.py"
    assert declared - addresses == set(), "these rows have no address any more"


def outcome(response: Any) -> str:
    """Say in one word what an answer means."""
    if response.status_code == 302 and "/account/login/" in response.headers["Location"]:
        return "login"
    refusals = {401: "login", 403: "forbidden", 404: "hidden", 405: "not_allowed"}
    return refusals.get(response.status_code, "ok")


@cache
def tables() -> list[int]:
    """Return the numbers of all tables, sessions and the cache left out."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return list(cursor.fetchone()[0])


def written() -> int:
    """Return how many rows this transaction has written, sessions and the cache left out."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, [tables()])
        return int(cursor.fetchone()[0])


CLIENT = Client()  # one for all, because each would build the chain of middleware once more


def client_with(session: str, *, api: bool) -> Client:
    """Return the client as a visitor that comes for the first time, with this session or key."""
    CLIENT.cookies.clear()
    CLIENT.defaults = {"HTTP_AUTHORIZATION": f"Bearer {session}"} if session and api else {}
    if session and not api:
        CLIENT.cookies[settings.SESSION_COOKIE_NAME] = session
    return CLIENT


def read_queries() -> dict[str, dict[str, int]]:
    """Return for each row how many questions it may take, as a visitor and as an organisator."""
    found: dict[str, dict[str, int]] = {}
    for line in QUERIES_FILE.read_text().splitlines():
        label, _, numbers = line.rpartition(": ")
        pairs = (pair.split("=") for pair in numbers.split())
        found[label] = {role: int(number) for role, number in pairs}
    return found


QUERIES = read_queries()


def ask(
    row: Row, role: str, method: str, world: worlds.World, session: str
) -> tuple[str, list[str]]:
    """Ask one address as one role; return the outcome and what differs from the declared policy.

    ``session`` is the cookie of the role, and of an address for programs its key.
    """
    client = client_with(session, api=row.api)
    path = reverse(row.name, kwargs=row.kwargs(world))
    data = row.data(world) if method == "POST" else None
    response = client.generic(method, path) if data is None else client.post(path, data)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[arg-type]  # or its file stays open
    expected, got = row.expected(role, method), outcome(response)
    if method == "OPTIONS" and got == "ok" and expected == "not_allowed":
        got = "not_allowed"  # OPTIONS tells which methods there are, and does nothing
    if method == "OPTIONS" and row.api and expected == "login" and response.status_code == 204:
        got = "login"  # a browser asks it for a page of another site, before it sends a key
    wrong = []
    if got != expected:
        wrong.append(f"{method} {path} as {role}: {got}, declared {expected}")
    cached = "no-store" not in response.headers.get("Cache-Control", "")
    if session and cached and got != "not_allowed" and not row.impersonal:
        wrong.append(f"{method} {path} as {role}: may be kept in a cache")
    return got, wrong


class Questions:
    """Counts what is asked of the database inside a block."""

    def __init__(self) -> None:
        self.number = 0

    def __enter__(self) -> "Questions":
        connection.execute_wrappers.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        connection.execute_wrappers.remove(self)

    def __call__(self, execute: Any, *query: Any) -> Any:
        """Let one through."""
        self.number += 1
        return execute(*query)


def too_many(row: Row, role: str, number: int, once: Callable[[], object]) -> list[str]:
    """Say so when a page asks more than queries.txt lets it, once all that is remembered is."""
    most = QUERIES.get(row.label, {}).get(role, 0)
    if number > most:
        with Questions() as again:
            once()
        number = again.number
    return [f"{row.label}: {role}={number}, {most} in queries.txt"] if number > most else []


def test_every_page_has_a_number_of_queries() -> None:
    pages = {row.label: row for row in ROWS}
    assert set(QUERIES) <= set(pages), "these rows are gone"
    for label, numbers in QUERIES.items():
        assert set(numbers) == {r for r in COUNTED if pages[label].expected(r, "GET") == "ok"}


def changed(row: Row, refused: list[str], before: int) -> list[str]:
    """Say so when one of these refusals wrote something, and begin anew."""
    said = f"{row.name}: the database changed at one of {', '.join(refused)}"
    found = [said] if refused and written() != before else []
    refused.clear()
    return found


def check(row: Row, methods: tuple[str, ...], world: worlds.World, doors: Doors) -> None:
    """Ask as every role; whatever an answer changes is taken back before the next question."""
    wrong: list[str] = []
    refused: list[str] = []  # since the database was last looked at
    akkoord.forget_current()  # another test may have published terms
    with transaction.atomic():
        begin, before = transaction.savepoint_create(), 0
        for method, role in product(methods, ROLES):
            if row.expected(role, method) == "ok":
                wrong += changed(row, refused, before)
            elif not refused:
                before = written()
            once = partial(ask, row, role, method, world, doors[row.api].get(role, ""))
            with Questions() as asked:
                got, found = once()
            wrong += found
            if got == "ok" and method == "GET" and role in COUNTED:
                wrong += too_many(row, role, asked.number, once)
            if got == "ok":
                transaction.savepoint_rollback(begin)
                refused.clear()
            else:
                refused.append(f"{method} as {role}: {got}")
        wrong += changed(row, refused, before)
        transaction.set_rollback(True)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_address_answers_as_declared(row: Row, world: worlds.World, doors: Doors) -> None:
    check(row, METHODS, world, doors)


@pytest.mark.matrix_full
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_other_methods_answer_as_declared(row: Row, world: worlds.World, doors: Doors) -> None:
    check(row, OTHER_METHODS, world, doors)
