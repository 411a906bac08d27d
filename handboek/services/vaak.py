"""How often somebody changed their mind today: without an end that floods mail and change log."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from netwerk.kern.audit.models import AuditEvent


def times_today(subject: Model, actions: Iterable[str], **data: Any) -> int:
    """Return how many lines of today the log has of these acts on a subject, with this data."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = AuditEvent.objects.filter(
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        action__in=list(actions),
        at__gte=midnight,
    )
    return rows.filter(data__contains=data).count()
