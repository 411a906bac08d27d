"""Making the programme: add, change, move up and down, remove."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import AgendapuntForm
from bijeenkomsten.models import Agendapunt, Bijeenkomst
from bijeenkomsten.papieren import with_papers
from bijeenkomsten.views.access import about_meeting
from netwerk.kern.bijlagen.models import Bijlage

CHANGE = "bijeenkomsten.change_bijeenkomst"


@about_meeting(CHANGE, "GET", "POST")
def make(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show the programme with its buttons, and add a part at the end."""
    form = _form(request, bijeenkomst)
    if request.method == "POST" and form.is_valid():
        try:
            item = services.add_agendapunt(
                actor=request.user, bijeenkomst=bijeenkomst, **form.cleaned_data
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{item.title}” staat op het programma.")
            return redirect("bijeenkomsten:agenda", bijeenkomst.slug)
    programme = with_papers(Agendapunt.timed(bijeenkomst, request.user), request.user, making=True)
    context = {
        "bijeenkomst": bijeenkomst,
        "programme": programme,
        "form": form,
        "too_long": max(0, -(left := _left(bijeenkomst, programme))),
        "left": max(0, left),
    }
    return render(request, "bijeenkomsten/programma.html", context)


def _left(bijeenkomst: Bijeenkomst, programme: list[Agendapunt]) -> int:
    """Return how many minutes the programme leaves free; below 0 it runs past the end."""
    planned = timedelta(minutes=sum(item.minutes for item in programme))
    left = bijeenkomst.ends_at - bijeenkomst.starts_at - planned
    return int(left.total_seconds() / 60)


def _form(
    request: HttpRequest, bijeenkomst: Bijeenkomst, item: Agendapunt | None = None
) -> AgendapuntForm:
    return AgendapuntForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        bijeenkomst=bijeenkomst,
        instance=item,
    )


@about_meeting(CHANGE, "GET", "POST")
def change(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Change one part of the programme."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    title = item.title
    form = _form(request, bijeenkomst, item)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_agendapunt(actor=request.user, agendapunt=item, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect("bijeenkomsten:agenda", bijeenkomst.slug)
    context = {"bijeenkomst": bijeenkomst, "title": title, "form": form}
    return render(request, "bijeenkomsten/agendapunt.html", context)


@about_meeting(CHANGE, "POST")
def move(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Move one part up or down; the page comes back at that part."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    up = request.POST.get("richting") != "omlaag"
    _try(
        request,
        lambda: services.move_agendapunt(actor=request.user, agendapunt=item, up=up),
        f"“{item.title}” staat nu {'eerder' if up else 'later'}.",
    )
    address = redirect("bijeenkomsten:agenda", bijeenkomst.slug)
    address.headers["Location"] += f"#punt-{item.pk}"
    return address


@about_meeting(CHANGE, "GET", "POST")
def remove(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Ask whether a part may go, and remove it."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    if request.method != "POST":
        papers = Bijlage.objects.kept().of(item).exists()
        context = {"bijeenkomst": bijeenkomst, "item": item, "papers": papers}
        return render(request, "bijeenkomsten/agendapunt_weg.html", context)
    _try(
        request,
        lambda: services.remove_agendapunt(actor=request.user, agendapunt=item),
        f"“{item.title}” is van het programma gehaald.",
    )
    return redirect("bijeenkomsten:agenda", bijeenkomst.slug)


def _try(request: HttpRequest, act: Any, done: str) -> None:
    """Do it and say so, or say why it cannot be done."""
    try:
        act()
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
