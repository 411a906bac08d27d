"""A cache that never breaks a page: Redis while it answers, the database while it does not."""

import base64
import json
import logging
import time
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool, Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
PAUSE = 5.0  # seconds that a silent Redis is left alone before it is tried again


def _forgiving(name: str) -> Any:
    def method(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self.retry_at:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                type(self).retry_at = time.monotonic() + PAUSE
                logger.warning("Cache does not answer (%s); using the database.", error)
        return getattr(caches["database"], name)(*args, **kwargs)

    method.__name__ = name
    return method


class Silent(Exception):  # noqa: N818 - a fact about Redis, no mistake of anybody
    """Redis does not answer, or was left alone because it did not a moment ago."""


def _strict(name: str, *, insist: bool = False) -> Any:
    def method(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        left_alone = time.monotonic() < self.retry_at
        if left_alone and not insist:
            raise Silent
        try:
            found = getattr(super(ForgivingRedisCache, self), name)(*args, **kwargs)
        except (RedisError, OSError) as error:
            if not left_alone:
                logger.warning("Cache does not answer (%s).", error)
            type(self).retry_at = time.monotonic() + PAUSE
            raise Silent from error
        if insist:
            type(self).retry_at = 0.0  # it answers again
        return found

    method.__name__ = f"insist_{name}" if insist else f"strict_{name}"
    return method


class OneClientEach(RedisCacheClient):
    """Django's, which makes a new client for every question; a client is safe for all threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[ConnectionPool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """Return the client of the server that this question goes to."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if pool not in self._made:
            self._made[pool] = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return self._made[pool]


class JsonSerializer:
    """What stands in Redis, as JSON: Django would read pickles, and whoever writes one runs code.

    Takes numbers, text, bytes, lists and dicts; a tuple comes back as a list. What cannot be read
    is as good as gone.
    """

    def dumps(self, value: Any) -> Any:
        """Return what Redis keeps; it counts with a bare number."""
        return value if type(value) is int else json.dumps(value, default=_bytes).encode()

    def loads(self, data: bytes) -> Any:
        """Return what was kept."""
        try:
            return json.loads(data, object_hook=_from_bytes)
        except ValueError:
            return None


def _bytes(value: Any) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(type(value).__name__)


def _from_bytes(found: dict[str, Any]) -> Any:
    return base64.b64decode(found["bytes"]) if set(found) == {"bytes"} else found


class _Redis(RedisCache):
    """Django's, which can remember the highest of many numbers too."""

    def raise_to(self, key: str, number: int) -> None:
        """Remember the highest number that anybody gave; exact to 2**53."""
        client = self._cache.get_client(None, write=True)
        client.zadd(self.make_and_validate_key(key), {"m": number}, gt=True)

    def height(self, key: str) -> int | None:
        """Return that number; None when nobody gave one."""
        found = self._cache.get_client(None).zscore(self.make_and_validate_key(key), "m")
        return None if found is None else int(found)


class ForgivingRedisCache(_Redis):
    """Django's Redis cache; every call that Redis does not answer goes to the table kern_cache.

    Rate limits live in the cache, so they hold while Redis is down or frozen. One call in five
    seconds pays the socket timeout. What must stand in Redis or nowhere uses the ``strict`` ones,
    which raise Silent; those that ``insist`` try also while it is left alone.
    """

    retry_at = 0.0

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClientEach

    add = _forgiving("add")
    get = _forgiving("get")
    set = _forgiving("set")
    touch = _forgiving("touch")
    delete = _forgiving("delete")
    get_many = _forgiving("get_many")
    has_key = _forgiving("has_key")
    incr = _forgiving("incr")
    set_many = _forgiving("set_many")
    delete_many = _forgiving("delete_many")
    clear = _forgiving("clear")
    strict_add = _strict("add")
    strict_get_many = _strict("get_many")
    strict_incr = _strict("incr")
    strict_set = _strict("set")
    strict_height = _strict("height")
    insist_set = _strict("set", insist=True)
    insist_raise = _strict("raise_to", insist=True)
