"""A process of the portal that does what is asked on its standard input, and answers as JSON.

It runs beside the tests because it has a database, a replica and a cache of its own.
"""

import json
import sys
from typing import Any

import django
from django.db import connections
from django.test import Client

ASKED: dict[str, int] = {}


def main() -> None:
    """Do one thing for each line."""
    django.setup()
    from netwerk.kern import replica

    for alias in connections:
        connections[alias].execute_wrappers.append(_counted)
    for line in sys.stdin:
        asked = json.loads(line)
        ASKED.clear()
        if asked.pop("try_again", True):
            replica._away_until = 0.0
        answer = DO[asked.pop("do")](**asked)
        print(json.dumps(answer | {"asked": ASKED}), flush=True)


def _counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    alias = context["connection"].alias
    ASKED[alias] = ASKED.get(alias, 0) + 1
    return execute(sql, params, many, context)


def _make() -> dict[str, Any]:
    from tests.factories import CasusFactory

    casus = CasusFactory(visibility="public", title="Het eerste woord")
    return {"path": casus.get_absolute_url(), "pk": casus.pk}


def _change(pk: int, **values: Any) -> dict[str, Any]:
    from casussen.models import Casus

    Casus.objects.filter(pk=pk).update(**values)
    return {}


def _read(path: str, member: bool = False) -> dict[str, Any]:
    from communities.models import Deelnemer
    from tests.inloggen import sign_in

    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    if member:
        sign_in(client, Deelnemer.objects.earliest("pk"))
        ASKED.clear()
    answer = client.get(path)
    return {"status": answer.status_code, "page": answer.content.decode()}


def _cut_off(path: str) -> dict[str, Any]:
    """Read a page while the replica ends our connection after the first question on it."""
    from netwerk.kern import replica

    def cut(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        line = context["connection"].connection
        if line is not None and sql == replica.IS_AT:
            line.close()
        return result

    connections[replica.ALIAS].execute_wrappers.append(cut)
    try:
        return _read(path)
    finally:
        connections[replica.ALIAS].execute_wrappers.remove(cut)


def _at_once() -> dict[str, Any]:
    """Let two who write at the same moment tell it in the other order; return what stands."""
    from django.core.cache import caches

    from netwerk.kern import portal_state, replica

    early = replica.place_now()
    _make()
    late = replica.place_now()
    cache: Any = caches["default"]
    cache.insist_raise(portal_state.PLACE, late)
    cache.insist_raise(portal_state.PLACE, early)
    return {"stands": cache.strict_height(portal_state.PLACE) >= late > early}


DO = {"make": _make, "change": _change, "read": _read, "cut_off": _cut_off, "at_once": _at_once}

if __name__ == "__main__":
    main()
