"""Reading and writing minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import FinaliseForm, VerslagItemForm
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Verslag
from bijeenkomsten.views.access import about_meeting, about_verslag
from bijeenkomsten.views.meeting import attendees
from netwerk.kern.policy import allowed


@about_verslag("bijeenkomsten.view_verslag", "GET")
def read(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Show the minutes; organisers write from here as long as it is a draft."""
    user, meeting = request.user, verslag.bijeenkomst
    see_people = allowed(user, "bijeenkomsten.view_attendees", meeting)
    context = {
        "verslag": verslag,
        "bijeenkomst": meeting,
        "items": _items(verslag, user),
        "may_write": allowed(user, "bijeenkomsten.write_verslag", verslag),
        "attendees": attendees(meeting)[:12] if see_people else [],
    }
    return render(request, "bijeenkomsten/verslag.html", context)


def _items(verslag: Verslag, user: Any) -> list[dict[str, Any]]:
    """Return each text with its part of the programme, in the order of the programme."""
    texts = {item.agendapunt_id: item for item in verslag.items.select_related("updated_by")}
    programme = Agendapunt.timed(verslag.bijeenkomst, user)
    return [{"text": texts[point.pk], "point": point} for point in programme if point.pk in texts]


@about_meeting("bijeenkomsten.start_verslag", "GET", "POST")
def start(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Begin the minutes, or go to where they are."""
    if request.method != "POST":
        return redirect(bijeenkomst)
    verslag = services.start_verslag(actor=request.user, bijeenkomst=bijeenkomst)
    return redirect(verslag)


@about_verslag("bijeenkomsten.write_verslag", "GET", "POST")
def write(request: HttpRequest, verslag: Verslag, number: int) -> HttpResponse:
    """Write about one part of the programme; a conflict shows both texts."""
    items = verslag.items.select_related("agendapunt", "updated_by")
    item = get_object_or_404(items, pk=number)
    data = request.POST if request.method == "POST" else None
    form = VerslagItemForm(data, instance=item, initial={"version": item.version})
    context: dict[str, Any] = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "point": item.agendapunt,
        "form": form,
    }
    if data is not None and form.is_valid():
        try:
            services.save_verslag_item(actor=request.user, item=item, **form.cleaned_data)
        except services.VerslagConflictError as conflict:
            context |= {"conflict": conflict, "form": _merge_form(conflict)}
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard: {item.agendapunt.title}.")
            return redirect(f"{verslag.get_absolute_url()}#punt-{item.agendapunt_id}")
    return render(request, "bijeenkomsten/verslag_schrijven.html", context)


def _merge_form(conflict: services.VerslagConflictError) -> VerslagItemForm:
    """Start from one's own text, and from the version of the other's."""
    start = {"body": conflict.yours, "version": conflict.current.version}
    return VerslagItemForm(initial=start)


@about_verslag("bijeenkomsten.finalise_verslag", "GET", "POST")
def finalise(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Ask who may read it, and fix the minutes."""
    form = FinaliseForm(request.POST if request.method == "POST" else None, instance=verslag)
    if request.method == "POST" and form.is_valid():
        try:
            services.finalise_verslag(
                actor=request.user, verslag=verslag, visibility=form.cleaned_data["visibility"]
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het verslag staat vast.")
            return redirect(verslag)
    empty = verslag.items.filter(body="").count()
    context = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "form": form,
        "empty": empty,
    }
    return render(request, "bijeenkomsten/verslag_vaststellen.html", context)
