"""On the desk: asking to take something out of an edition, and deciding about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from handboek import services
from handboek.forms import WeglatingForm
from handboek.models import UitgaveAdvies, Weglating
from handboek.services.weglatingen import PARTS
from handboek.views.uitgaven import fetch_row
from netwerk.kern.pages import View, about
from netwerk.kern.policy import allowed


def _fetch(request: HttpRequest, pk: int) -> Weglating:
    if not allowed(request.user, "handboek.view_redactie"):
        raise Http404
    rows = Weglating.objects.select_related("rij__uitgave", "rij__advies", "asked_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def about_removal(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its question: 404 before 403 before 405."""
    return about(permission, methods, _fetch, "pk")


@about("handboek.ask_weglating", ("GET", "POST"), fetch_row, "year", "number", "advies")
def ask(request: HttpRequest, rij: UitgaveAdvies) -> HttpResponse:
    """Ask what has to go, and why."""
    form = WeglatingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.ask_removal(
                actor=request.user, rij=rij, parts=data["delen"], reason=data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Gevraagd. Een andere redacteur beslist.")
            return redirect("handboek:weglating", made.pk)
    context = {"form": form, "rij": rij, "uitgave": rij.uitgave}
    status = 422 if form.is_bound else 200
    return render(request, "handboek/uitgaven/haal_weg.html", context, status=status)


@about_removal("handboek.view_weglating", "GET")
def read(request: HttpRequest, weglating: Weglating) -> HttpResponse:
    """Show what has to go, as it stands now, with what this person may decide."""
    rij = weglating.rij
    texts: list[dict[str, Any]] = [
        {"label": PARTS[part], "text": rij.data[part]}
        for part in weglating.parts
        if isinstance(rij.data[part], str)
    ]
    context = {
        "weglating": weglating,
        "rij": rij,
        "uitgave": rij.uitgave,
        "texts": texts,
        "parts": [PARTS[part] for part in weglating.parts],
        "decides": allowed(request.user, "handboek.decide_weglating", weglating),
    }
    return render(request, "handboek/uitgaven/weglating.html", context)


@about_removal("handboek.decide_weglating", "POST")
def agree(request: HttpRequest, weglating: Weglating) -> HttpResponse:
    """Take it out."""
    return _act(
        request, weglating, services.take_out, "Weggehaald, uit elke uitgave met deze tekst."
    )


@about_removal("handboek.decide_weglating", "POST")
def refuse(request: HttpRequest, weglating: Weglating) -> HttpResponse:
    """Let it stand."""
    return _act(request, weglating, services.refuse_removal, "Het blijft staan.")


def _act(
    request: HttpRequest, weglating: Weglating, act: Callable[..., Any], done: str
) -> HttpResponse:
    try:
        act(actor=request.user, weglating=weglating)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, done)
    return redirect("handboek:weglating", weglating.pk)
