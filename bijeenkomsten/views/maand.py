"""The meetings of one month, as a calendar; on a phone as a list of days."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.forms import MonthFilter
from bijeenkomsten.maanden import Month, month_of
from bijeenkomsten.models import Bijeenkomst
from netwerk.kern.pages import other_choices
from netwerk.kern.policy import OPEN, allowed, needs, visible

SAFE = ("GET", "HEAD")
PAGE_SIZE = 20  # meetings of one day
COLUMNS = (
    "slug",
    "title",
    "status",
    "starts_at",
    "ends_at",
    "place",
    "online_link",
    "community__name",
)


@needs(OPEN)
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show what this person may know of in a month, or on one day, with the choices of the list."""
    found = month_of(year, number)
    if found is None:
        raise Http404
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    chosen = MonthFilter(request.GET)
    chosen.is_valid()
    picked = {name: value for name, value in chosen.cleaned_data.items() if value}
    day = picked.pop("dag", None)
    rows: Any = visible(request.user, Bijeenkomst.objects.all())
    if "community" in picked:
        rows = rows.in_community(picked["community"])
    if "soort" in picked:
        rows = rows.filter(kind=picked["soort"])
    rows = rows.filter(starts_at__lt=found.ends, ends_at__gt=found.begins)
    rows = rows.select_related("community").only(*COLUMNS)
    found.fill(rows.order_by("starts_at", "pk"))
    query = other_choices(request.GET, picked)
    context = {
        "month": found,
        "here": _address(found.first, query),
        "before": _address(found.neighbour(-1), query),
        "after": _address(found.neighbour(1), query),
        "this_month": _address(timezone.localdate(), query),
        "filter": MonthFilter(request.GET, auto_id="filter_%s"),
        "query": query,
        "filtered": bool(picked),
        "tabs": list_tabs(query),
        "may_plan": allowed(request.user, "bijeenkomsten.schedule_bijeenkomst"),
    }
    return render(request, "bijeenkomsten/maand.html", context | _day_of(found, day, request))


def _day_of(month: Month, number: int | None, request: HttpRequest) -> dict[str, Any]:
    """Return the one day that somebody asks for, in pages; nothing when there is no such day."""
    if number is None or number > len(month.days):
        return {}
    day = month.days[number - 1]
    page = Paginator(day.meetings, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return {"day": day, "page": page}


def _address(day: Any, query: str) -> str:
    if day is None:
        return ""
    address = reverse("bijeenkomsten:month", args=[day.year, day.month])
    return f"{address}?{query}" if query else address


def list_tabs(query: str = "") -> list[dict[str, str]]:
    """Return the ways to look at meetings; the month keeps what was chosen in the list."""
    address = reverse("bijeenkomsten:list")
    return [
        {"sleutel": "komt", "tekst": "Komt nog", "url": address},
        {"sleutel": "voorbij", "tekst": "Geweest", "url": f"{address}?wanneer=voorbij"},
        {"sleutel": "maand", "tekst": "Per maand", "url": _address(timezone.localdate(), query)},
    ]
