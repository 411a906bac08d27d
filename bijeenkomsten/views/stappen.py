"""The steps of one part of a programme: their minutes, their order, and what they say."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import StapForm
from bijeenkomsten.models import Agendapunt, Bijeenkomst
from bijeenkomsten.views.access import about_meeting
from bijeenkomsten.views.programma import CHANGE


@about_meeting(CHANGE, "GET", "POST")
def steps(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Show the steps of a part with their times, and add one at the end."""
    get_object_or_404(bijeenkomst.agendapunten, pk=number)
    programme = Agendapunt.timed(bijeenkomst, request.user)
    item = next(item for item in programme if item.pk == number)
    form = StapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            step = services.add_stap(actor=request.user, agendapunt=item, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{step.title}” staat erbij.")
            return redirect("bijeenkomsten:steps", bijeenkomst.slug, item.pk)
    context = {"bijeenkomst": bijeenkomst, "item": item, "form": form}
    return render(request, "bijeenkomsten/stappen.html", context)


@about_meeting(CHANGE, "GET", "POST")
def change(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int, step: int) -> HttpResponse:
    """Change one step."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    stap = get_object_or_404(item.stappen, pk=step)
    title = stap.title
    form = StapForm(request.POST if request.method == "POST" else None, instance=stap)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_stap(actor=request.user, stap=stap, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect("bijeenkomsten:steps", bijeenkomst.slug, item.pk)
    context = {"bijeenkomst": bijeenkomst, "item": item, "title": title, "form": form}
    return render(request, "bijeenkomsten/stap.html", context)


@about_meeting(CHANGE, "POST")
def move(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int, step: int) -> HttpResponse:
    """Move one step up or down; the page comes back at that step."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    stap = get_object_or_404(item.stappen, pk=step)
    up = request.POST.get("richting") != "omlaag"
    return _done(
        request,
        bijeenkomst,
        item,
        lambda: services.move_stap(actor=request.user, stap=stap, up=up),
        f"“{stap.title}” komt nu {'eerder' if up else 'later'}.",
        f"#stap-{stap.pk}",
    )


@about_meeting(CHANGE, "POST")
def remove(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int, step: int) -> HttpResponse:
    """Remove one step; what was written down in it stays at the part."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    stap = get_object_or_404(item.stappen, pk=step)
    return _done(
        request,
        bijeenkomst,
        item,
        lambda: services.remove_stap(actor=request.user, stap=stap),
        f"“{stap.title}” is weg.",
    )


def _done(
    request: HttpRequest,
    bijeenkomst: Bijeenkomst,
    item: Agendapunt,
    act: Any,
    told: str,
    place: str = "",
) -> HttpResponse:
    try:
        act()
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    address = redirect("bijeenkomsten:steps", bijeenkomst.slug, item.pk)
    address.headers["Location"] += place
    return address
