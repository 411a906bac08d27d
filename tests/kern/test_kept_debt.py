"""A change that Redis could not be told of: no old page is given, and it is told a moment later."""

from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from netwerk.kern import kept_pages
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
        kept_pages._tell_before_the_end()


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
    kept_pages._tell_before_the_end()
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
    assert not kept_pages._debt.owed
    assert NEW in kept_now(WORD)


@committed
def test_a_process_that_ends_says_so_when_redis_was_never_told(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept_now(WORD)
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.0)
    redis.client_pause(700)
    change()
    kept_pages._tell_before_the_end()
    assert "never told" in caplog.text
    monkeypatch.undo()
