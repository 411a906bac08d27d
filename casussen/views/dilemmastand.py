"""The state of a dilemma: parking it, opening it again, and writing down what was chosen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.enums import Round
from casussen.forms.dilemmas import CloseForm, ParkForm
from casussen.models import Dilemma
from casussen.services.dilemmas import ENOUGH_LAYERS, layers_heard
from casussen.views.access import about_dilemma


@about_dilemma("casussen.close_dilemma", "GET", "POST")
def close(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Write down for which side was chosen, and why."""
    heard = layers_heard(dilemma)
    few = heard < ENOUGH_LAYERS and not dilemma.is_chosen
    start = {"outcome": dilemma.outcome, "side": dilemma.chosen_side}
    form = CloseForm(request.POST or None, initial=start, dilemma=dilemma, few=few)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_dilemma(actor=request.user, dilemma=dilemma, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het dilemma is gesloten. Jullie keuze staat erbij.")
            return redirect(dilemma)
    context = {
        "dilemma": dilemma,
        "form": form,
        "few": few,
        "heard": heard,
        "asking": dilemma.round != Round.CLOSED and dilemma.posities.exists(),
    }
    return render(request, "casussen/dilemma_sluiten.html", context)


@about_dilemma("casussen.park_dilemma", "GET", "POST")
def park(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Let it wait, with the reason."""
    form = ParkForm(request.POST or None, initial={"reason": dilemma.state_reason})
    if request.method == "POST" and form.is_valid():
        try:
            services.park_dilemma(actor=request.user, dilemma=dilemma, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het dilemma staat geparkeerd. Je kunt het weer openen.")
            return redirect(dilemma)
    return render(request, "casussen/dilemma_parkeren.html", {"dilemma": dilemma, "form": form})


@about_dilemma("casussen.reopen_dilemma", "GET", "POST")
def reopen(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Look into it again."""
    if request.method == "POST":
        try:
            services.reopen_dilemma(actor=request.user, dilemma=dilemma)
        except services.CasusError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Het dilemma staat weer open.")
        return redirect(dilemma)
    return render(request, "casussen/dilemma_heropenen.html", {"dilemma": dilemma})
