"""What an advies has to do with others, as one reader may see it."""

from typing import Any

from handboek.enums import Tie
from handboek.models import Advies, AdviesVerband

Shown = dict[str, list[dict[str, Any]]]


def shown(advies: Advies, user: Any) -> Shown:
    """Return what belongs to an advies and what clashes with it, each with the sentence why.

    Somebody who reads sees the ones that stand in the handboek, a redacteur all of them.
    """
    known = Advies.objects.visible_to(user)
    if not (user.is_authenticated and user.is_redacteur):
        known = known.published()
    rows = list(AdviesVerband.objects.of(advies).select_related("one", "other"))
    ids = {row.beside(advies).pk for row in rows}
    may = set(known.filter(pk__in=ids).order_by().values_list("pk", flat=True)) if ids else set()
    found: Shown = {kind.value: [] for kind in Tie}
    for row in rows:
        beside = row.beside(advies)
        if beside.pk in may:
            found[row.kind].append({"verband": row, "advies": beside, "uitleg": row.explanation})
    return found
