"""Linking casussen that belong together; nobody reads the title of one that they may not see."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from casussen import services
from casussen.forms.verwant import CasusZoek
from casussen.models import Casus
from casussen.views.access import about_casus
from netwerk.kern.pages import number_of
from netwerk.kern.policy import visible
from netwerk.kern.zoeken.zoeken import build_query

MOST_FOUND = 10
MOST_SUGGESTED = 5
LINK, UNLINK = "koppel", "los"


@about_casus("casussen.change_casus", "GET", "POST")
def related(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show what is linked, find more, and link or unlink one."""
    seen = visible(request.user, Casus.objects.all())
    search = CasusZoek(request.GET or None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    if request.method == "POST":
        _change(request, casus, seen)
        address = reverse("casussen:related", args=[casus.slug])
        return redirect(f"{address}?{urlencode({'q': words})}" if words else address)
    linked = list(seen.filter(related=casus).for_list())
    others = seen.exclude(pk__in=[casus.pk, *(row.pk for row in linked)])
    found = _matching(others, words)[: MOST_FOUND + 1] if words else []
    context = {
        "casus": casus,
        "linked": linked,
        "search": search,
        "words": words,
        "found": list(found)[:MOST_FOUND],
        "more": len(found) > MOST_FOUND,
        "suggested": [] if words else list(suggested(casus, others)),
    }
    return render(request, "casussen/verwant.html", context)


def _change(request: HttpRequest, casus: Casus, seen: QuerySet[Casus]) -> None:
    act, _, key = request.POST.get("doe", "").partition("-")
    other = seen.filter(pk=number_of(key)).first()
    if other is None or act not in {LINK, UNLINK}:
        return
    try:
        if act == LINK:
            services.relate(actor=request.user, casus=casus, other=other)
            messages.success(request, f"Gekoppeld: {other}.")
        else:
            services.unrelate(actor=request.user, casus=casus, other=other)
            messages.success(request, f"Niet meer gekoppeld: {other}.")
    except services.CasusError as error:
        messages.error(request, str(error))


def _matching(rows: Any, words: str) -> Any:
    query = build_query(words)
    return rows.matching(query).order_by("-rank", "-pk").for_list() if query else rows.none()


def suggested(casus: Casus, others: Any) -> Any:
    """Return casussen with the same themes or tags, those with most in common first."""
    themes = [row.pk for row in casus.themes.all()]
    tags = [row.pk for row in casus.tags.all()]
    if not themes and not tags:
        return []
    rows = others.filter(withdrawn_at__isnull=True)
    tagged = Casus.objects.with_any_tag(tags)
    alike = Count("themes", filter=Q(themes__in=themes), distinct=True)
    rows = rows.filter(Q(themes__in=themes) | Q(pk__in=tagged)).annotate(alike=alike)
    return rows.order_by("-alike", "-updated_at", "-pk").for_list()[:MOST_SUGGESTED]
