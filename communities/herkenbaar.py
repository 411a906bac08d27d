"""Who knows what a post tells from their own work, as a page shows it at every post."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.text import get_text_list

from communities.models import Deelnemer, Herkenbaar, Reactie

NAMED = 3  # people whose names stand at a post


@dataclass
class Mark:
    """What a post shows: how many, of whom the reader is one, and some names."""

    may: bool
    count: int = 0
    mine: bool = False
    names: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Say for whom; only people whose page the reader may see have a name here."""
        named = [*(["jou"] if self.mine else []), *self.names][:NAMED]
        rest = self.count - len(named)
        if rest and named:
            return get_text_list([*named, f"{rest} {'ander' if rest == 1 else 'anderen'}"], "en")
        if rest:
            return "1 persoon" if rest == 1 else f"{rest} mensen"
        return get_text_list(named, "en")


def marks(user: Any, posts: Sequence[Reactie]) -> dict[int, Mark]:
    """Return what to show at every post that stands, in two queries."""
    found = {
        post.pk: Mark(may=post.author_id != user.pk) for post in posts if post.removed_at is None
    }
    rows = Herkenbaar.objects.filter(reactie__in=list(found))
    counted = rows.order_by().values("reactie")
    counts = counted.annotate(number=Count("pk"), own=Count("pk", filter=Q(deelnemer=user)))
    for row in counts:
        found[row["reactie"]].count = row["number"]
        found[row["reactie"]].mine = bool(row["own"])
    for row in _first(user, rows):
        found[row.reactie_id].names.append(str(row.deelnemer))
    return found


def _first(user: Any, rows: Any) -> Any:
    """Return the first marks at every post of people whose page the reader may see."""
    visible = Deelnemer.objects.visible_to(user).exclude(pk=user.pk)
    place = Window(RowNumber(), partition_by=F("reactie"), order_by=F("pk").asc())
    named = rows.filter(deelnemer__in=visible.order_by().values("pk")).annotate(place=place)
    return named.filter(place__lte=NAMED).select_related("deelnemer").order_by("pk")
