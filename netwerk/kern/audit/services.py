"""The one way to write the audit log; once a line is true, the server's log has it too."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.toezicht import regels


def record(*, actor: Any, action: str, subject: Model | None = None, **data: Any) -> AuditEvent:
    """Add one line; call it inside the transaction of the act itself.

    ``action`` is ``<thing>.<verb past>``, such as ``lidmaatschap.role_changed``. ``actor`` is
    None when the system itself acts. ``data`` holds ids and enum values only.
    """
    event = _event(actor, action, subject, data)
    event.save(force_insert=True)
    transaction.on_commit(partial(_tell, [event]), robust=True)
    return event


def record_many(
    *, actor: Any, action: str, lines: Iterable[tuple[Model, dict[str, Any]]]
) -> list[AuditEvent]:
    """Add a line for each subject with its own data, in one query; for many at once."""
    events = AuditEvent.objects.bulk_create(
        _event(actor, action, subject, data) for subject, data in lines
    )
    transaction.on_commit(partial(_tell, events), robust=True)
    return events


def _tell(events: list[AuditEvent]) -> None:
    for event in events:
        kind = event.subject_type.model if event.subject_type else ""
        regels.event(
            event.action,
            thing=f"{kind} {event.subject_id}" if kind else "",
            actor=regels.person(event.actor_id),
            from_where=True,
            data=event.data,
            audit=event.pk,
        )


def _event(actor: Any, action: str, subject: Model | None, data: dict[str, Any]) -> AuditEvent:
    return AuditEvent(
        actor=actor,
        action=action,
        subject_type=ContentType.objects.get_for_model(subject) if subject else None,
        subject_id=subject.pk if subject else None,
        data=data,
    )
