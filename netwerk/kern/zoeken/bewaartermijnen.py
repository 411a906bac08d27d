"""How long searches are kept that somebody threw away."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from netwerk.kern.avg.retention import rule
from netwerk.kern.zoeken.models import KEPT_FOR, Zoekopdracht


@rule(
    "zoekopdracht.weg",
    label="Zoekopdrachten die iemand weghaalde",
    term="30 dagen",
    age="removed_at",
)
def removed_searches(now: datetime) -> QuerySet[Any]:
    """Until then they can be put back."""
    return Zoekopdracht.objects.filter(removed_at__lt=now - KEPT_FOR)
