"""The audit log cannot be rewritten, events happen in the transaction, the cache forgives."""

import socket
from typing import Any

import pytest
from django.core.cache import caches
from django.db import ProgrammingError, connection, transaction

from communities.models import Deelnemer
from netwerk.kern import events
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.services import announce
from netwerk.kern.cache import ForgivingRedisCache
from tests.factories import CasusFactory


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete"])
def test_audit_log_is_append_only(act: str, beheerder: Deelnemer) -> None:
    line = record(actor=beheerder, action="casus.published", subject=CasusFactory(), to="public")
    with pytest.raises(ProgrammingError), transaction.atomic():
        if act == "update":
            AuditEvent.objects.filter(pk=line.pk).update(action="niets")
        else:
            AuditEvent.objects.filter(pk=line.pk).delete()
    kept = AuditEvent.objects.get(pk=line.pk)
    assert (kept.action, kept.data) == ("casus.published", {"to": "public"})


@pytest.mark.django_db(transaction=True)
def test_event_outside_a_transaction_is_refused() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction"):
        events.emit("casus.withdrawn", casus=None, actor=None)
    with pytest.raises(RuntimeError, match="transaction"):
        announce(kind="bijeenkomst.published", subject=CasusFactory(), actor=None)


@pytest.mark.django_db
def test_event_of_a_rolled_back_change_is_gone() -> None:
    casus = CasusFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(kind="bijeenkomst.published", subject=casus, actor=None)
        raise ZeroDivisionError
    assert MessageEvent.objects.count() == 0


@pytest.mark.django_db
def test_cache_falls_back_to_the_database_when_redis_is_dead(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cache = ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"retry": None}})
    cache.retry_at = 0.0
    try:
        cache.set("limiet", [1, 2], 60)
        assert cache.get("limiet") == [1, 2]
        assert caches["database"].get("limiet") == [1, 2]
        assert cache.add("limiet", "ander", 60) is False
        assert cache.delete("limiet") is True
        assert cache.get("limiet") is None
    finally:
        ForgivingRedisCache.retry_at = 0.0
