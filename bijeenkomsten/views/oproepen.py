"""Asking a whole community to come to a meeting."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import oproepen, services
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.views.access import about_meeting

PAGE_SIZE = 30


@about_meeting("bijeenkomsten.ask_community", "GET")
def ask(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """List the communities, with how many of their members did not answer yet."""
    rows = oproepen.listed(bijeenkomst, request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"bijeenkomst": bijeenkomst, "page_obj": page}
    return render(request, "bijeenkomsten/uitnodigen.html", context)


@about_meeting("bijeenkomsten.ask_community", "GET", "POST")
def ask_one(request: HttpRequest, bijeenkomst: Bijeenkomst, community: str) -> HttpResponse:
    """Say how many people get a mail, and ask them."""
    rows = oproepen.listed(bijeenkomst, request.user)
    chosen = get_object_or_404(rows, slug=community)
    if request.method == "POST":
        try:
            services.ask_community(actor=request.user, bijeenkomst=bijeenkomst, community=chosen)
        except services.BijeenkomstError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{chosen.name} is uitgenodigd.")
        return redirect("bijeenkomsten:ask", bijeenkomst.slug)
    context = {
        "bijeenkomst": bijeenkomst,
        "community": chosen,
        "number": oproepen.number_reached(bijeenkomst, chosen, request.user),
    }
    return render(request, "bijeenkomsten/uitnodigen_community.html", context)
