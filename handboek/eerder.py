"""What was learned before about the themes that somebody is writing about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from casussen.models import Casus, Dilemma
from communities.models import Community
from handboek.models import Advies, Bevinding, Les

MOST = 3
MOST_IN_ALL = 1000  # casussen of which the themes are looked at


def about_casussen(user: Any, casussen: QuerySet[Casus]) -> dict[str, Any]:
    """Return lessen, adviezen and dilemma's on the themes of these casussen, not from them."""
    own = list(casussen.order_by().values_list("pk", flat=True)[:MOST_IN_ALL])
    themes = list(
        Casus.themes.through.objects.filter(casus__in=own).values_list("begrip", flat=True)
    )
    if not themes:
        return {}
    alike = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True, themes__in=themes)
    others = alike.exclude(pk__in=own).order_by().values("pk")
    found = Bevinding.objects.filter(casus__in=others).visible_to(user).order_by()
    lessen = Les.objects.visible_to(user).filter(pk__in=_lessen_of(found))
    dilemmas = Dilemma.objects.visible_to(user).filter(casussen__in=others)
    return _shown(themes, lessen, dilemmas.exclude(casussen__in=own))


def in_community(user: Any, community: Community) -> dict[str, Any]:
    """Return the newest lessen and dilemma's of a community, for a topic that has no themes."""
    lessen = Les.objects.visible_to(user).filter(community=community)
    dilemmas = Dilemma.objects.visible_to(user).filter(community=community)
    return _shown([], lessen, dilemmas)


def chosen_in(form: Any) -> list[int]:
    """Return the keys of the casussen that are chosen in a form, whatever was sent."""
    values: Iterable[Any] = form["casussen"].value() if "casussen" in form.fields else ()
    keys = [str(getattr(value, "pk", value)) for value in values or ()]
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


def _lessen_of(bevindingen: QuerySet[Bevinding]) -> Any:
    links = Les.bevindingen.through.objects.filter(bevinding__in=bevindingen.values("pk"))
    return links.values("les")


def _shown(themes: list[int], lessen: Any, dilemmas: Any) -> dict[str, Any]:
    rows = Advies.objects.published().filter(themes__in=themes).order_by("-level", "number")
    adviezen = list(rows.distinct()[:MOST]) if themes else []
    room = MOST - min(len(adviezen), MOST - 1)
    newest = list(lessen.select_related("community").order_by("-number")[:room])
    similar = dilemmas.order_by("-pk").distinct()[:MOST]
    return {
        "adviezen": adviezen[: MOST - len(newest)],
        "lessen": newest,
        "dilemmas": list(similar),
    }
