"""How long casussen keeps what is not knowledge; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from casussen.models import Casus, Concept
from casussen.models.casussen import KEPT_IN_TRASH
from casussen.models.schrijven import KEPT_AFTER_DISCARDING
from casussen.services.trash import delete_for_good
from netwerk.kern.avg.retention import days, rule

DRAFT_DAYS = 90


@rule(
    "concept",
    label="Concepten van delen van een casus",
    term="90 dagen na de laatste keer typen",
    age="updated_at",
)
def old_drafts(now: datetime) -> QuerySet[Any]:
    """Whoever typed something and did not come back."""
    return Concept.objects.filter(updated_at__lt=now - days(DRAFT_DAYS))


@rule(
    "concept.weg",
    label="Concepten die iemand weggooide",
    term="30 dagen na het weggooien",
    age="discarded_at",
)
def discarded_drafts(now: datetime) -> QuerySet[Any]:
    """Until then the writer can take them back."""
    return Concept.objects.filter(discarded_at__lt=now - KEPT_AFTER_DISCARDING)


def _delete(rows: QuerySet[Any], now: datetime) -> int:
    """Delete each by itself: one that something still points at stays, and nobody sees it."""
    return sum(delete_for_good(casus) for casus in rows.select_for_update().order_by("pk"))


@rule(
    "casus.weg",
    label="Casussen in de prullenbak, met hun tekst, geschiedenis en gesprek",
    term="30 dagen na het weggooien",
    age="deleted_at",
    forget=_delete,
)
def thrown_away(now: datetime) -> QuerySet[Any]:
    """Until then they can be taken back."""
    return Casus.objects.filter(deleted_at__lt=now - KEPT_IN_TRASH)
