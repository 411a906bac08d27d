"""Which casussen look like one: the same themes and generatoren first, and why.

Only what the reader may see, and not what people linked by hand. Of two that look as much alike
the one from another province comes first: there is more to learn from elsewhere.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from casussen.models import Casus, GeneratorErvaring

MOST = 4
WEIGHTS = {"same_themes": 3, "same_generators": 4, "same_area": 2, "same_scale": 1, "elsewhere": 1}


@dataclass(frozen=True)
class Alike:
    """A casus that looks like another one, with the reason in words."""

    casus: Casus
    why: str


def alike(casus: Casus, user: Any, linked: Any) -> list[Alike]:
    """Return at most four casussen that look like this one; ``linked`` are left out."""
    themes = list(casus.themes.all())
    generators = list(casus.ervaringen.values_list("generator", flat=True))
    provinces = [row.pk for row in casus.provinces.all()]
    if not themes and not generators:
        return []
    rows = _scored(casus, user, [row.pk for row in themes], generators, provinces)
    best = rows.exclude(pk__in=linked).order_by("-score", "-updated_at", "-pk")
    keys = list(best.values_list("pk", flat=True)[:MOST])  # first which, then all of those few
    if not keys:
        return []
    mine = GeneratorErvaring.objects.filter(generator__in=generators).select_related("generator")
    shared = Prefetch("ervaringen", mine, to_attr="shared")
    every = Casus.objects.select_related("organisatie")
    found = every.prefetch_related("provinces", "themes", shared).in_bulk(keys)
    same = {row.pk for row in themes}
    return [Alike(found[key], _why(found[key], casus, same, provinces)) for key in keys]


def _scored(
    casus: Casus, user: Any, themes: list[int], generators: list[int], provinces: list[int]
) -> Any:
    links = Casus.themes.through.objects.filter(begrip__in=themes)
    tried = GeneratorErvaring.objects.filter(generator__in=generators)
    near = Casus.provinces.through.objects.filter(begrip__in=provinces)
    rows: Any = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    candidates = links.values("casus").union(tried.values("casus"))
    return (
        rows.exclude(pk=casus.pk)
        .filter(pk__in=candidates)
        .annotate(
            same_themes=_number(links),
            same_generators=_number(tried),
            same_area=_equal("area_type", casus.area_type_id),
            same_scale=_equal("scale", casus.scale_id),
            elsewhere=Case(
                When(Exists(near.filter(casus=OuterRef("pk"))), then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .annotate(score=sum((F(name) * weight for name, weight in WEIGHTS.items()), Value(0)))
    )


def _number(links: Any) -> Any:
    """Return how many of these rows a casus has."""
    counted = links.filter(casus=OuterRef("pk")).order_by().values("casus")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


def _equal(field: str, value: int | None) -> Any:
    if value is None:
        return Value(0)
    return Case(When(**{field: value}, then=Value(1)), default=Value(0))


def _why(row: Any, casus: Casus, themes: set[int], provinces: list[int]) -> str:
    """Say what the two have in common, and that it plays elsewhere when it does.

    What they have in common is named by this one: the other was fetched without those names.
    """
    labels = [str(theme) for theme in row.themes.all() if theme.pk in themes]
    names = [f"‘{tried.generator}’" for tried in row.shared]
    parts = []
    if labels:
        parts.append(f"zelfde {'thema' if len(labels) == 1 else 'thema’s'} {in_words(labels)}")
    if names:
        word = "de generator" if len(names) == 1 else "de generatoren"
        parts.append(f"ook met {word} {in_words(names)}")
    if casus.area_type_id and row.area_type_id == casus.area_type_id:
        parts.append(f"ook {str(casus.area_type).lower()}")
    if casus.scale_id and row.scale_id == casus.scale_id:
        parts.append(f"zelfde schaal ({str(casus.scale).lower()})")
    text = ", ".join(parts)
    text = text[:1].upper() + text[1:]
    places = [str(place) for place in row.provinces.all()]
    elsewhere = places and not {place.pk for place in row.provinces.all()} & set(provinces)
    return f"{text}. Speelt ergens anders: {in_words(places)}." if elsewhere else f"{text}."


def in_words(words: list[str]) -> str:
    """Return a list as people say it: a, b en c."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
