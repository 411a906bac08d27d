"""How long files and links are kept; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from netwerk.kern import subjects
from netwerk.kern.audit.services import record
from netwerk.kern.avg.retention import rule
from netwerk.kern.bijlagen import opslag
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.bijlagen.services import KEPT_FOR


def _forget(rows: QuerySet[Any], now: datetime) -> int:
    """Delete rows, and their files once that is sure."""
    number = 0
    for bijlage in rows.select_for_update(of=("self",)).order_by("pk"):
        name = bijlage.file.name
        record(actor=None, action="bijlage.forgotten", subject=bijlage)
        bijlage.delete()
        if name:
            opslag.delete_after_commit(name)
        number += 1
    return number


@rule(
    "bijlage.weg",
    label="Weggehaalde bestanden en links",
    term="30 dagen na het weghalen",
    age="deleted_at",
    forget=_forget,
)
def removed(now: datetime) -> QuerySet[Any]:
    """Until then it can be put back."""
    return Bijlage.objects.filter(deleted_at__lt=now - KEPT_FOR)


@rule(
    "bijlage.los",
    label="Bestanden en links van iets wat er niet meer is",
    term="tot dat is gewist",
    age="created_at",
    forget=_forget,
)
def left_alone(now: datetime) -> QuerySet[Any]:
    """What they belonged to was deleted for good."""
    alone: Any = Q(pk__in=[])
    for subject in subjects.with_attachments():
        content_type = ContentType.objects.get_for_model(subject.model)
        there = subject.model._base_manager.filter(pk=OuterRef("object_id"))
        alone |= Q(content_type=content_type) & ~Exists(there)
    return Bijlage.objects.filter(alone)
