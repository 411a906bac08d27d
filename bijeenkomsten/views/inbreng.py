"""One thing that was written down: take it away, take it along; and all of it to read."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services
from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Bijeenkomst, Inbreng, Verslag
from bijeenkomsten.views.access import about_inbreng, about_meeting
from bijeenkomsten.views.zaal import JOIN, STEER
from netwerk.kern.policy import allowed

PAGE_SIZE = 100


@about_inbreng("bijeenkomsten.remove_inbreng", "POST")
def remove(request: HttpRequest, inbreng: Inbreng) -> HttpResponse:
    """Take something away: who wrote it, or an organiser."""
    services.remove_inbreng(actor=request.user, inbreng=inbreng)
    return _back(request, inbreng)


@about_inbreng("bijeenkomsten.adopt_inbreng", "POST")
def adopt(request: HttpRequest, inbreng: Inbreng) -> HttpResponse:
    """Say that you take this along: only who brought the part in."""
    adopted = request.POST.get("mee") != "nee"
    services.adopt_inbreng(actor=request.user, inbreng=inbreng, adopted=adopted)
    return _back(request, inbreng)


def _back(request: HttpRequest, inbreng: Inbreng) -> HttpResponse:
    where = "room_notes" if request.POST.get("terug") == "lijst" else "room"
    return redirect(f"bijeenkomsten:{where}", inbreng.agendapunt.bijeenkomst.slug)


@about_meeting(JOIN, "GET")
def notes(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show all that was written down, by part and step, also after the meeting."""
    rows: Any = Inbreng.objects.kept().filter(agendapunt__bijeenkomst=bijeenkomst)
    rows = rows.select_related("agendapunt", "stap", "author").order_by(
        "agendapunt__order", "agendapunt__pk", "stap__order", "pk"
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    drafts = Verslag.objects.visible_to(request.user).filter(state=VerslagState.DRAFT)
    context = {
        "bijeenkomst": bijeenkomst,
        "page_obj": page,
        "verslag": drafts.filter(bijeenkomst=bijeenkomst).first(),
        "steers": allowed(request.user, STEER, bijeenkomst),
    }
    return render(request, "bijeenkomsten/opgeschreven.html", context)
