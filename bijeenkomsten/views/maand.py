"""The meetings of one month, as a calendar; on a phone as a list of days."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.forms import MonthFilter
from bijeenkomsten.maanden import month_of
from bijeenkomsten.models import Bijeenkomst
from netwerk.kern.pages import other_choices
from netwerk.kern.policy import OPEN, allowed, needs, visible

SAFE = ("GET", "HEAD")


@needs(OPEN)
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show what this person may know of in a month, with the choices of the list."""
    found = month_of(year, number)
    if found is None:
        raise Http404
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    chosen = MonthFilter(request.GET)
    chosen.is_valid()
    picked = {name: value for name, value in chosen.cleaned_data.items() if value}
    rows: Any = visible(request.user, Bijeenkomst.objects.all())
    if "community" in picked:
        rows = rows.in_community(picked["community"])
    if "soort" in picked:
        rows = rows.filter(kind=picked["soort"])
    rows = rows.filter(starts_at__lt=found.ends, ends_at__gt=found.begins)
    found.fill(rows.select_related("community", "kind").order_by("starts_at", "pk"))
    query = other_choices(request.GET, picked)
    context = {
        "month": found,
        "before": _address(found.neighbour(-1), query),
        "after": _address(found.neighbour(1), query),
        "this_month": _address(timezone.localdate(), query),
        "filter": MonthFilter(request.GET, auto_id="filter_%s"),
        "filtered": bool(picked),
        "tabs": list_tabs(query),
        "may_plan": allowed(request.user, "bijeenkomsten.schedule_bijeenkomst"),
    }
    return render(request, "bijeenkomsten/maand.html", context)


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
