"""How long files for one person are kept; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from netwerk.kern.avg.retention import days, rule
from netwerk.kern.uitvoer.models import Stand, Uitvoer
from netwerk.kern.uitvoer.services import delete_after_commit

DAYS = 7


def _forget(rows: QuerySet[Any], now: datetime) -> int:
    """Delete rows, and their files once that is sure."""
    number = 0
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        delete_after_commit(str(row.file.name))
        row.delete()
        number += 1
    return number


@rule(
    "uitvoer.verlopen",
    label="Bestanden die iemand voor zichzelf liet maken",
    term="zeven dagen",
    age="requested_at",
    forget=_forget,
)
def expired(now: datetime) -> QuerySet[Any]:
    """What is ready a week, and what never got ready."""
    failed = Q(state=Stand.FAILED, requested_at__lt=now - days(DAYS))
    rows = Uitvoer.objects.filter(person__isnull=False)
    return rows.filter(Q(expires_at__lt=now) | failed)
