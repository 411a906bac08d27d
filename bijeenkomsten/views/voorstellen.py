"""What members propose for a programme: make it, take it back, take it up or say why not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services
from bijeenkomsten.enums import ProposalState
from bijeenkomsten.forms import AgendapuntForm, AgendavoorstelForm, DeclineForm
from bijeenkomsten.models import Agendapunt, Agendavoorstel, Bijeenkomst
from bijeenkomsten.views.access import about_meeting, about_voorstel
from casussen.models import Casus, Dilemma, Leervraag
from netwerk.kern.policy import allowed, visible

PROPOSE, DECIDE = "bijeenkomsten.propose_agendapunt", "bijeenkomsten.decide_agendavoorstel"
PAGE_SIZE = 20


@about_meeting(PROPOSE, "GET")
def proposals(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show what you proposed; to an organiser everything, what waits first."""
    user = request.user
    rows: Any = visible(user, Agendavoorstel.objects.filter(bijeenkomst=bijeenkomst))
    rows = rows.select_related("proposed_by").prefetch_related(
        Prefetch("casus", queryset=Casus.objects.visible_to(user)),
        Prefetch("dilemma", queryset=Dilemma.objects.visible_to(user)),
        Prefetch("leervraag", queryset=Leervraag.objects.visible_to(user)),
    )
    pending, rest = rows.open(), rows.exclude(state=ProposalState.PENDING).order_by("-pk")
    context = {
        "bijeenkomst": bijeenkomst,
        "pending": list(pending[:100]),
        "page_obj": Paginator(rest, PAGE_SIZE).get_page(request.GET.get("pagina")),
        "decides": allowed(user, "bijeenkomsten.change_bijeenkomst", bijeenkomst),
        "can_propose": not bijeenkomst.has_started and not bijeenkomst.is_cancelled,
    }
    return render(request, "bijeenkomsten/voorstellen.html", context)


@about_meeting(PROPOSE, "GET", "POST")
def propose(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Propose a part."""
    posted = request.POST if request.method == "POST" else None
    form = AgendavoorstelForm(posted, user=request.user, bijeenkomst=bijeenkomst)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_agendapunt(
                actor=request.user, bijeenkomst=bijeenkomst, **form.cleaned_data
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "Je voorstel ligt bij de organisator. Je hoort wat het wordt."
            )
            return redirect("bijeenkomsten:proposals", bijeenkomst.slug)
    context = {"bijeenkomst": bijeenkomst, "form": form}
    return render(request, "bijeenkomsten/voorstel.html", context)


@about_voorstel(DECIDE, "GET", "POST")
def accept(request: HttpRequest, voorstel: Agendavoorstel) -> HttpResponse:
    """Take a proposal up, as it is or changed."""
    form = AgendapuntForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        bijeenkomst=voorstel.bijeenkomst,
        instance=_as_part(voorstel),
        initial={"minutes": voorstel.minutes, "kind": "work"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            item = services.accept_agendavoorstel(
                actor=request.user, voorstel=voorstel, **form.cleaned_data
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{item.title}” staat op het programma.")
            return redirect("bijeenkomsten:agenda", voorstel.bijeenkomst.slug)
    return _decision(request, voorstel, form, accepts=True)


def _as_part(voorstel: Agendavoorstel) -> Agendapunt:
    return Agendapunt(
        bijeenkomst=voorstel.bijeenkomst,
        title=voorstel.title,
        explanation=voorstel.explanation,
        minutes=voorstel.minutes,
        owner=voorstel.proposed_by,
        casus=voorstel.casus,
        dilemma=voorstel.dilemma,
        leervraag=voorstel.leervraag,
    )


@about_voorstel(DECIDE, "GET", "POST")
def decline(request: HttpRequest, voorstel: Agendavoorstel) -> HttpResponse:
    """Say why a proposal does not come on the programme."""
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decline_agendavoorstel(
                actor=request.user, voorstel=voorstel, **form.cleaned_data
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{voorstel.proposed_by} hoort waarom het niet doorgaat.")
            return redirect("bijeenkomsten:proposals", voorstel.bijeenkomst.slug)
    return _decision(request, voorstel, form, accepts=False)


def _decision(
    request: HttpRequest, voorstel: Agendavoorstel, form: Any, *, accepts: bool
) -> HttpResponse:
    context = {
        "bijeenkomst": voorstel.bijeenkomst,
        "voorstel": voorstel,
        "form": form,
        "accepts": accepts,
    }
    return render(request, "bijeenkomsten/voorstel_beslissen.html", context)


@about_voorstel("bijeenkomsten.withdraw_agendavoorstel", "POST")
def withdraw(request: HttpRequest, voorstel: Agendavoorstel) -> HttpResponse:
    """Take back what you proposed."""
    try:
        services.withdraw_agendavoorstel(actor=request.user, voorstel=voorstel)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Je voorstel is ingetrokken.")
    return redirect("bijeenkomsten:proposals", voorstel.bijeenkomst.slug)
