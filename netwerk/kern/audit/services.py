"""The one way to write the audit log."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from netwerk.kern.audit.models import AuditEvent


def record(*, actor: Any, action: str, subject: Model | None = None, **data: Any) -> AuditEvent:
    """Add one line; call it inside the transaction of the act itself.

    ``action`` is ``<thing>.<verb past>``, such as ``lidmaatschap.role_changed``. ``actor`` is
    None when the system itself acts. ``data`` holds ids and enum values only.
    """
    event = _event(actor, action, subject, data)
    event.save(force_insert=True)
    return event


def record_many(
    *, actor: Any, action: str, lines: Iterable[tuple[Model, dict[str, Any]]]
) -> list[AuditEvent]:
    """Add a line for each subject with its own data, in one query; for many at once."""
    return AuditEvent.objects.bulk_create(
        _event(actor, action, subject, data) for subject, data in lines
    )


def _event(actor: Any, action: str, subject: Model | None, data: dict[str, Any]) -> AuditEvent:
    return AuditEvent(
        actor=actor,
        action=action,
        subject_type=ContentType.objects.get_for_model(subject) if subject else None,
        subject_id=subject.pk if subject else None,
        data=data,
    )
