"""The live view: the screen in the room, and the same on every phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services, zaalbeeld
from bijeenkomsten.forms import InbrengForm
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.views.access import about_meeting
from netwerk.kern.pages import number_of
from netwerk.kern.policy import allowed

JOIN, STEER = "bijeenkomsten.join_room", "bijeenkomsten.steer_room"
SCREEN = "scherm"


def context_of(
    request: HttpRequest, bijeenkomst: Bijeenkomst, form: InbrengForm | None = None
) -> dict[str, Any]:
    """Return what the page and its parts show to this person now."""
    beeld = zaalbeeld.picture(bijeenkomst)
    return {
        "form_item": beeld.item,
        "form_step": beeld.step,
        "bijeenkomst": bijeenkomst,
        "beeld": beeld,
        "scherm": bool(request.GET.get(SCREEN)),
        "steers": allowed(request.user, STEER, bijeenkomst),
        "mine": bool(beeld.item and beeld.item.owner_id == request.user.pk),
        "form": form or (InbrengForm(kinds=beeld.kinds) if beeld.item else None),
    }


@about_meeting(JOIN, "GET")
def room(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show where the meeting is; with ``scherm`` as it stands on the wall."""
    return render(request, "bijeenkomsten/zaal.html", context_of(request, bijeenkomst))


@about_meeting(JOIN, "GET")
def now(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Answer with the parts of the page when they changed since ``versie``, else 204."""
    stand = zaalbeeld.stand_of(bijeenkomst)
    if request.GET.get("versie") == zaalbeeld.version_of(bijeenkomst, stand):
        return HttpResponse(status=204)
    return render(request, "bijeenkomsten/zaal_nu.html", context_of(request, bijeenkomst))


@about_meeting(STEER, "POST")
def steer(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Begin, go on, go back, give time, go to a part, or stop."""
    try:
        services.steer_room(
            actor=request.user,
            bijeenkomst=bijeenkomst,
            act=request.POST.get("doe", ""),
            version=number_of(request.POST.get("versie")),
            agendapunt=number_of(request.POST.get("punt")),
        )
    except services.BijeenkomstError as error:
        messages.info(request, str(error))
    return redirect("bijeenkomsten:room", bijeenkomst.slug)


@about_meeting(JOIN, "GET", "POST")
def write(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Write something down, in the step that stood on the page of who writes."""
    if request.method != "POST":  # whoever comes back here, or loads the page again
        return redirect("bijeenkomsten:room", bijeenkomst.slug)
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number_of(request.POST.get("punt")))
    step = item.stappen.filter(pk=number_of(request.POST.get("stap"))).first()
    kinds = zaalbeeld.kinds_of(step)
    form = InbrengForm(request.POST, kinds=kinds)
    if form.is_valid():
        try:
            services.write_down(
                actor=request.user,
                agendapunt=item,
                stap=step,
                kind=form.chosen,
                body=form.cleaned_data["body"],
            )
        except services.BijeenkomstError as error:
            form.add_error("body", str(error))
        else:
            return redirect("bijeenkomsten:room", bijeenkomst.slug)
    context = context_of(request, bijeenkomst, form)
    context |= {"form_item": item, "form_step": step}
    return render(request, "bijeenkomsten/zaal.html", context)
