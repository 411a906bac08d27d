"""Which meetings are at the same moment as one that an organiser plans."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Bijeenkomst
from communities.models import Lidmaatschap

MOST_SHOWN = 60


def clashing(
    user: Any,
    *,
    moments: Iterable[tuple[datetime, datetime]],
    communities: Iterable[int],
    but: int | None = None,
) -> list[Bijeenkomst]:
    """Return planned meetings that overlap one of these moments and want the same people.

    Those of the same communities (ids) come first, then those of communities with a member in
    common. Only what this person may see; ``but`` is the meeting itself. One query.
    """
    overlap = Q(pk__in=[])
    for begin, end in moments:
        overlap |= Q(starts_at__lt=end, ends_at__gt=begin)
    ours = Lidmaatschap.objects.filter(community__in=list(communities))
    same = _of(list(communities))
    related = _of(
        Lidmaatschap.objects.filter(
            deelnemer__is_active=True, deelnemer__in=ours.values("deelnemer")
        ).values("community")
    )
    rows = (
        Bijeenkomst.objects.visible_to(user)
        .filter(overlap, same | related, status=Status.PLANNED)
        .exclude(pk=but or 0)
        .annotate(
            other=Case(When(same, then=Value(0)), default=Value(1), output_field=IntegerField())
        )
    )
    return list(rows.select_related("community").order_by("other", "starts_at", "pk")[:MOST_SHOWN])


def _of(communities: list[int] | QuerySet[Any]) -> Q:
    shared = Bijeenkomst.communities.through.objects.filter(
        bijeenkomst=OuterRef("pk"), community__in=communities
    )
    return Q(community__in=communities) | Q(Exists(shared))
