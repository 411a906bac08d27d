"""The fixed cast of every test, and real services underneath (see `make test`)."""

import gc
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from communities import akkoord
from communities.enums import Role
from communities.models import Community, Deelnemer, Voorwaarden
from tests.factories import (
    CommunityFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    bring_back_vocabularies,
)
from tests.inloggen import sign_in

OF_THE_CODE = {"django_content_type", "auth_permission"}  # no test writes in these


def pytest_configure() -> None:
    """Let no test client list all static files; WhiteNoise then looks one up when it is asked.

    Passwords get the hash of the site, Argon2id, but a quick one: the strength that Django ships
    takes 0.3 s of processor and 100 MB each time. The sites that tests start have the real one.
    """
    settings.WHITENOISE_AUTOREFRESH = True
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 64  # kB, the least there is


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the fast lane (make fast)."""
    parser.addoption("--one-in", type=int, default=1, help="of each file one test in so many")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep of each file the tests whose names come first when they are hashed: always the same."""
    one_in = config.getoption("--one-in")
    if one_in > 1:
        files: dict[Path, list[pytest.Item]] = {}
        for item in items:
            files.setdefault(item.path, []).append(item)
        kept = {
            item
            for tests in files.values()
            for item in sorted(tests, key=lambda test: sha256(test.nodeid.encode()).digest())[
                : ceil(len(tests) / one_in)
            ]
        }
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


@pytest.fixture(autouse=True, scope="session")
def _flush_only_what_holds_rows() -> Iterator[None]:
    """Empty the few tables that a test wrote in: TRUNCATE makes new files for all two hundred."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _deletes)
        yield


def _deletes(ops: Any, style: Any, tables: list[str], **_: Any) -> list[str]:
    names = [ops.quote_name(table) for table in tables if table not in OF_THE_CODE]
    holds = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {name})" for number, name in enumerate(names)
    )
    with ops.connection.cursor() as cursor:
        cursor.execute(holds)
        full = [names[number] for (number,) in cursor.fetchall()]
    quiet = [f"ALTER TABLE {name} {{}} TRIGGER USER" for name in full]  # some refuse a DELETE
    return [
        *(line.format("DISABLE") for line in quiet),
        *(f"DELETE FROM {name}" for name in full),
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(line.format("ENABLE") for line in quiet),
    ]


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among thousands of tests: it took 8 % of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _vocabularies_after_flush(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> None:
    """Bring back the vocabularies before the transaction of a test begins."""
    marker = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames)
    if marker or real or "db" in request.fixturenames:
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            bring_back_vocabularies()
        transactional = real or (marker and marker.kwargs.get("transaction"))
        request.getfixturevalue("transactional_db" if transactional else "db")


@pytest.fixture(autouse=True)
def _own_cache(worker_id: str, settings: Any) -> None:
    """Give each test process a cache database of its own: clearing it leaves the others alone.

    And a second to answer: on a machine that is busy with tests a tenth is too short now and then.
    """
    ours = settings.CACHES["default"]
    server, _, _ = ours["LOCATION"].rpartition("/")
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    patience = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            **ours,
            "LOCATION": f"{server}/{number}",
            "OPTIONS": {**ours["OPTIONS"], **patience},
        },
    }


@pytest.fixture
def fresh_cache() -> None:
    """Forget every rate limit."""
    caches["default"].clear()


@pytest.fixture
def first_terms(db: None) -> Iterator[Voorwaarden]:
    """Let the terms that come with the portal hold, and look again afterwards which ones do."""
    terms = Voorwaarden.objects.current()
    if terms is None:  # another test emptied the tables
        made = import_module("communities.migrations.0006_terms_that_stay")
        text = made.in_paragraphs(made.FIRST)
        terms = Voorwaarden.objects.create(version=1, text=text, published_at=timezone.now())
    akkoord.forget_current()
    yield terms
    akkoord.forget_current()


@pytest.fixture
def community(db: None) -> Community:
    """Return the community that the cast is in."""
    return CommunityFactory(name="Bewoners in beeld", slug="bewoners-in-beeld")


@pytest.fixture
def other_community(db: None) -> Community:
    """Return a community that only *ander_lid* is in."""
    return CommunityFactory(name="Sturen op impact", slug="sturen-op-impact")


@pytest.fixture
def buitenstaander(db: None) -> Deelnemer:
    """Return somebody with an account and no membership."""
    return DeelnemerFactory(first_name="Bo", last_name="Buiten")


@pytest.fixture
def deelnemer(community: Community) -> Deelnemer:
    """Return a member of the community."""
    return LidmaatschapFactory(community=community, deelnemer__first_name="Dana").deelnemer


@pytest.fixture
def ander_lid(other_community: Community) -> Deelnemer:
    """Return a member of the other community only."""
    return LidmaatschapFactory(community=other_community, deelnemer__first_name="Anne").deelnemer


@pytest.fixture
def organisator(community: Community) -> Deelnemer:
    """Return an organiser of the community."""
    return LidmaatschapFactory(
        community=community, role=Role.ORGANISER, deelnemer__first_name="Olle"
    ).deelnemer


@pytest.fixture
def redacteur(db: None) -> Deelnemer:
    """Return an editor of the handboek, member of no community."""
    return DeelnemerFactory(first_name="Robin", is_redacteur=True)


@pytest.fixture
def redacteur2(db: None) -> Deelnemer:
    """Return a second editor, for four eyes."""
    return DeelnemerFactory(first_name="Rik", is_redacteur=True)


@pytest.fixture
def beheerder(db: None) -> Deelnemer:
    """Return somebody who manages people."""
    return DeelnemerFactory(first_name="Bente", is_beheerder=True)


@pytest.fixture
def client_of() -> Callable[[Deelnemer | None], Client]:
    """Return a function that gives a signed-in client for a person (or anonymous for None)."""

    def make(person: Deelnemer | None) -> Client:
        client = Client()
        if person is not None:
            sign_in(client, person)
        return client

    return make
