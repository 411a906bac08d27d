"""Whatever is written gives a new state, also when Redis cannot be told of it at once.

Until it is told, no old page is given.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from redis import Redis

from netwerk.kern import portal_state
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.cache import ForgivingRedisCache
from netwerk.kern.dev.services import VARIABLES, temporary_services
from tests.kern.test_kept_pages import WORD, committed, kept_now, read

NEW = "Nieuw, terwijl Redis zweeg."


@pytest.fixture(scope="module")
def own_redis() -> Iterator[str]:
    """Return the address of a Valkey that no other test asks anything."""
    with temporary_services(parts=("cache",)) as env:
        yield env[VARIABLES["cache"]]


@pytest.fixture
def redis(own_redis: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """Let the portal use that one, with as little patience as a web server has."""
    ours = settings.CACHES["default"]
    patience = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
    options = {**ours["OPTIONS"], **patience}
    monkeypatch.setattr(ForgivingRedisCache, "retry_at", 0.0)
    settings.CACHES = {
        **settings.CACHES,
        "default": {**ours, "LOCATION": own_redis, "OPTIONS": options},
    }
    with Redis.from_url(own_redis) as client:
        client.flushdb()  # nobody told it that the rows of another test are gone
        yield client
        portal_state._tell_before_the_end()


def change() -> None:
    Begrip.objects.filter(schema__key="taal").update(definition=NEW)


@committed
def test_who_only_writes_tells_of_a_change_when_redis_answers_again(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept_now(WORD)
    redis.client_pause(700)
    change()
    assert NEW in read(WORD)[0], "the page is made"
    portal_state._tell_before_the_end()
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert NEW in kept_now(WORD) != before


@committed
def test_a_change_is_told_also_while_reading_leaves_redis_alone(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_now(WORD)
    monkeypatch.setattr(ForgivingRedisCache, "retry_at", float("inf"))
    change()
    monkeypatch.setattr(ForgivingRedisCache, "retry_at", 0.0)
    assert not portal_state._debt.owed
    assert NEW in kept_now(WORD)


@committed
def test_a_process_that_ends_says_so_when_redis_was_never_told(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept_now(WORD)
    monkeypatch.setattr(portal_state, "PATIENCE", 0.0)
    redis.client_pause(700)
    change()
    portal_state._tell_before_the_end()
    assert "never told" in caplog.text
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("sql", "changes"),
    [
        ("SELECT 1", False),
        ("  select * from x for update", False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ("WITH a AS (DELETE FROM b RETURNING 1) SELECT * FROM a", True),
        ('INSERT INTO "handboek_advies" ("x") VALUES (1)', True),
        ('UPDATE "casussen_casus" SET x = 1', True),
        ("UPDATE casussen_casus SET x = 1", True),
        ('DELETE FROM "handboek_les"', True),
        ('UPDATE "casussen_casus" SET x = (SELECT 1 FROM "django_session")', True),
        ('TRUNCATE "handboek_les"', True),
        ("ALTER TABLE x ADD y int", True),
        ("iets dat wij niet kennen", True),
        ("SELECTED", True),
    ],
)
def test_which_statement_may_change_a_page(sql: str, changes: bool) -> None:
    assert portal_state.changes_it(sql) is changes


def test_the_tables_that_visitors_never_see_exist(db: None) -> None:
    names = set(connection.introspection.table_names())
    assert portal_state._unseen - names == set()
    for app in portal_state.UNSEEN_APPS:
        assert any(name.startswith(f"{app}_") for name in names), app
