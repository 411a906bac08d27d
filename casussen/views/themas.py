"""Over all casussen: per theme how often it gets better or worse, and for whom."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from casussen.enums import Effect
from casussen.forms.afruil import ThemeFilter
from casussen.models import AfruilRegel, Casus
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.pages import only_with
from netwerk.kern.policy import OPEN

PAGE_SIZE = 20
HEADS = {
    Effect.BETTER: "Beter",
    Effect.WORSE: "Slechter",
    Effect.MIXED: "Beter en slechter",
    Effect.UNKNOWN: "Nog niet bekend",
}
CBS, BUREAUS = "cbs", "planbureaus"
LOOKUPS = {"groep": "group", "effect": "effect", "kring": "dimension"}
SCHEMAS = {CBS: "cbs-thema", BUREAUS: "planbureau-thema"}


def counted(user: Any) -> QuerySet[AfruilRegel]:
    """Return the effects in casussen that this person may read and that still count."""
    readable = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    return AfruilRegel.objects.filter(casus__in=readable.order_by().values("pk"))


def scheme_of(request: HttpRequest) -> str:
    """Return which list of themes somebody looks with."""
    wanted = request.GET.get("indeling", CBS)
    return wanted if wanted in SCHEMAS else CBS


@only_with(OPEN, "GET")
def themes(request: HttpRequest) -> HttpResponse:
    """Show every theme with the number of casussen in which it gets better, worse or both."""
    scheme = scheme_of(request)
    rows = counted(request.user)
    key = "theme" if scheme == CBS else "theme__mapped_to"
    numbers: dict[int, dict[str, int]] = {}
    for row in rows.order_by().values(key, "effect").annotate(n=Count("casus", distinct=True)):
        numbers.setdefault(row[key], {})[row["effect"]] = row["n"]
    concepts = Begrip.objects.in_schema(SCHEMAS[scheme])
    lines = [_line(concept, numbers.get(concept.pk, {})) for concept in concepts]
    return render(
        request,
        "casussen/themas.html",
        {
            "scheme": scheme,
            "lines": lines,
            "heads": list(HEADS.values()),
            "highest": max(cell["number"] for line in lines for cell in line["cells"]),
            "without": without_counterpart() if scheme == BUREAUS else [],
            "total": rows.aggregate(n=Count("casus", distinct=True))["n"],
        },
    )


def _line(concept: Begrip, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "theme": concept,
        "cells": _cells(numbers),
        "any": any(numbers.values()),
    }


def _cells(numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Return a number for every effect, with the word that stands above it."""
    return [
        {"word": HEADS[effect], "effect": effect.value, "number": numbers.get(effect, 0)}
        for effect in Effect
    ]


def without_counterpart() -> list[Begrip]:
    """Return the CBS themes that the planbureaus do not have."""
    mapped = Begrip.objects.filter(mapped_to__schema__key=SCHEMAS[BUREAUS])
    rows = Begrip.objects.in_schema(SCHEMAS[CBS]).current()
    return list(rows.exclude(pk__in=mapped.values("pk")))


@only_with(OPEN, "GET")
def theme(request: HttpRequest, notation: str) -> HttpResponse:
    """Show for whom one theme gets better or worse, and in which casussen."""
    scheme = scheme_of(request)
    concept = Begrip.objects.in_schema(SCHEMAS[scheme]).filter(notation=notation).first()
    if concept is None:
        raise Http404
    lookup = "theme" if scheme == CBS else "theme__mapped_to"
    rows = counted(request.user).filter(**{lookup: concept})
    form = ThemeFilter(request.GET, auto_id="filter_%s")
    form.is_valid()
    found = _narrowed(rows, form.cleaned_data)
    page = Paginator(_casussen(found), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "casussen/thema.html",
        {
            "scheme": scheme,
            "theme": concept,
            "counterparts": concept.mapped_to.exclude(schema=concept.schema_id),
            "groups": per_group(rows),
            "heads": list(HEADS.values()),
            "filter": form,
            "number": sum(bool(form.cleaned_data.get(name)) for name in LOOKUPS),
            "page_obj": page,
        },
    )


def _narrowed(rows: QuerySet[AfruilRegel], chosen: dict[str, Any]) -> QuerySet[AfruilRegel]:
    wanted = {lookup: chosen[name] for name, lookup in LOOKUPS.items() if chosen.get(name)}
    return rows.filter(**wanted)


def _casussen(rows: QuerySet[AfruilRegel]) -> QuerySet[Casus]:
    """Return the casussen of these effects, each with its effects on the theme."""
    return (
        Casus.objects.filter(pk__in=rows.order_by().values("casus"))
        .select_related("organisatie", "community")
        .prefetch_related(Prefetch("afruil", rows.select_related("theme", "group")))
    )


def per_group(rows: QuerySet[AfruilRegel]) -> list[dict[str, Any]]:
    """Return for each group the number of casussen with each effect; for everybody first."""
    numbers: dict[int | None, dict[str, int]] = {}
    counts = rows.order_by().values("group", "effect").annotate(n=Count("casus", distinct=True))
    for row in counts:
        numbers.setdefault(row["group"], {})[row["effect"]] = row["n"]
    groups = Begrip.objects.filter(pk__in=[pk for pk in numbers if pk]).order_by("order")
    named = [(None, "Iedereen")] if None in numbers else []
    return [
        {
            "label": label,
            "notation": group.notation if group else "",
            "cells": _cells(numbers[group.pk if group else None]),
        }
        for group, label in [*named, *((group, group.label) for group in groups)]
    ]
