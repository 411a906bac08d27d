"""Reading and writing minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services, verslagpagina
from bijeenkomsten.enums import ProposalState
from bijeenkomsten.forms import FinaliseForm, VerslagItemForm
from bijeenkomsten.models import Bijeenkomst, Verslag, VerslagItem, Wijzigingsvoorstel
from bijeenkomsten.views.access import about_item, about_meeting, about_verslag
from netwerk.kern.pages import number_of


@about_verslag("bijeenkomsten.view_verslag", "GET")
def read(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Show the minutes; who writes them goes on from here until they are final."""
    return render(request, "bijeenkomsten/verslag.html", verslagpagina.of(verslag, request.user))


@about_meeting("bijeenkomsten.start_verslag", "GET", "POST")
def start(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Begin the minutes, or go to where they are."""
    if request.method != "POST":
        return redirect(bijeenkomst)
    verslag = services.start_verslag(actor=request.user, bijeenkomst=bijeenkomst)
    return redirect(verslag)


@about_item("bijeenkomsten.write_item", "GET", "POST")
def write(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Write about one part of the programme; a conflict shows both texts.

    ``?voorstel=`` is the proposed change that is worked into the text.
    """
    verslag = item.verslag
    data = request.POST if request.method == "POST" else None
    form = VerslagItemForm(data, instance=item, initial={"version": item.version})
    proposal = _proposal(request, item)
    context: dict[str, Any] = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "point": item.agendapunt,
        "proposal": proposal,
        "form": form,
    }
    if data is not None and form.is_valid():
        try:
            services.save_verslag_item(
                actor=request.user, item=item, voorstel=proposal, **form.cleaned_data
            )
        except services.VerslagConflictError as conflict:
            context |= {"conflict": conflict, "form": _merge_form(conflict)}
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard: {item.agendapunt.title}.")
            return redirect(f"{verslag.get_absolute_url()}#punt-{item.agendapunt_id}")
    return render(request, "bijeenkomsten/verslag_schrijven.html", context)


@about_item("bijeenkomsten.write_item", "POST")
def notes(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Put what the room wrote down at a part below its text."""
    version = number_of(request.POST.get("version"))
    try:
        services.add_notes(actor=request.user, item=item, version=version)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De inbreng staat nu onder de tekst. Pas aan wat je wilt.")
    return redirect(f"{item.verslag.get_absolute_url()}#punt-{item.agendapunt_id}")


def _proposal(request: HttpRequest, item: VerslagItem) -> Wijzigingsvoorstel | None:
    """Return the proposed change in the address, when it is about this part and unanswered."""
    key = number_of(request.GET.get("voorstel"))
    if not key:
        return None
    rows = item.voorstellen.select_related("proposed_by")
    return rows.filter(pk=key, state=ProposalState.PENDING).first()


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
        "waiting": Wijzigingsvoorstel.objects.filter(
            item__verslag=verslag, state=ProposalState.PENDING
        ).count(),
    }
    return render(request, "bijeenkomsten/verslag_vaststellen.html", context)
