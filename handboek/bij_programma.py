"""What was learned before, for who makes a programme: by part, on the same themes.

All parts are looked up together, so the number of queries does not grow with them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from casussen.models import Casus, Dilemma, Leervraag
from handboek.models import Bevinding, Les

MOST = 3  # lessen at one part
MOST_LINKS = 500  # findings that are looked at, newest les first


def mark(user: Any, parts: Iterable[Any]) -> None:
    """Give each part ``learned``: lessen that this person may read, not from its own casussen.

    A part is about a casus, or a dilemma or leervraag with its casussen; only casussen that this
    person may read count.
    """
    rows = list(parts)
    own = {part.pk: _casussen_of(part) for part in rows}
    related = _related(rows)
    for part in rows:
        own[part.pk] |= related[part.pk]
    seen = _themes(user, set().union(*own.values()) if own else set())
    wanted = {theme for themes in seen.values() for theme in themes}
    links = _links(user, wanted) if wanted else []
    lessen = Les.objects.select_related("community").in_bulk({les for les, _, _ in links})
    for part in rows:
        themes = {theme for casus in own[part.pk] for theme in seen.get(casus, ())}
        keys = [les for les, casus, theme in links if theme in themes and casus not in own[part.pk]]
        part.learned = [lessen[key] for key in list(dict.fromkeys(keys))[:MOST]]


def _casussen_of(part: Any) -> set[int]:
    return {part.casus.pk} if part.casus else set()


def _related(parts: list[Any]) -> dict[int, set[int]]:
    """Return the casussen behind the dilemma and the leervraag of each part."""
    found: dict[int, set[int]] = defaultdict(set)
    for model, name in ((Dilemma, "dilemma"), (Leervraag, "leervraag")):
        keys = {part.pk: getattr(part, name).pk for part in parts if getattr(part, name)}
        through: Any = model.casussen.through  # type: ignore[attr-defined]
        rows = through.objects.filter(**{f"{name}__in": set(keys.values())})
        by_row: dict[int, set[int]] = defaultdict(set)
        for row, casus in rows.values_list(name, "casus") if keys else ():
            by_row[row].add(casus)
        for part, key in keys.items():
            found[part] |= by_row[key]
    return found


def _themes(user: Any, casussen: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    seen = Casus.objects.visible_to(user).filter(pk__in=casussen).order_by().values("pk")
    rows = Casus.themes.through.objects.filter(casus__in=seen).values_list("casus", "begrip")
    for casus, theme in rows if casussen else ():
        found[casus].add(theme)
    return found


def _links(user: Any, themes: set[int]) -> list[tuple[int, int, int]]:
    """Return (les, casus, theme), newest les first."""
    alike = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True, themes__in=themes)
    found = Bevinding.objects.filter(casus__in=alike.order_by().values("pk")).visible_to(user)
    rows = Les.bevindingen.through.objects.filter(
        bevinding__in=found.order_by().values("pk"),
        les__in=Les.objects.visible_to(user).order_by().values("pk"),
        bevinding__casus__themes__in=themes,
    )
    columns = ("les", "bevinding__casus", "bevinding__casus__themes")
    return list(rows.order_by("-les__number").values_list(*columns)[:MOST_LINKS])
