"""How a service says that people must hear of something."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from netwerk.kern import failpoints
from netwerk.kern.berichten.models import MessageEvent


def announce(
    *, kind: str, subject: Model, actor: Any, revision: int = 0, **data: Any
) -> MessageEvent:
    """Write one event in the transaction of the change itself; the planner does the rest.

    ``data`` holds ids and plain values. Nothing is published to the broker here: a listener
    on the channel ``berichten`` is woken by the database when the transaction commits.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"Message event {kind} must be written inside a transaction.")
    event = MessageEvent.objects.create(
        kind=kind,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        revision=revision,
        actor=actor,
        data=data,
    )
    wake()
    transaction.on_commit(lambda: failpoints.reach(failpoints.COMMITTED))
    failpoints.reach(failpoints.COMMITTING)
    return event


def wake() -> None:
    """Wake who listens for work, when the transaction commits; the broker has no part in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('berichten', '')")
