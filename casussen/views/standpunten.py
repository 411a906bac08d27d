"""Giving a standpunt, changing it, and taking it away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen import services
from casussen.forms.dilemmas import StandpuntForm
from casussen.models import Dilemma, Standpunt
from casussen.views.access import about_dilemma
from netwerk.kern.pages import View, about
from netwerk.kern.policy import visible

METHODS = ["GET", "HEAD", "POST"]


def about_standpunt(permission: str) -> Callable[[View], View]:
    """Give a function view its standpunt, like ``about_dilemma``: 404, then 403, then 405."""
    return about(permission, ("GET", "POST"), _standpunt, "slug", "pk")


def _standpunt(request: HttpRequest, slug: str, pk: int) -> Standpunt:
    rows = visible(request.user, Standpunt.objects.select_related("dilemma", "layer"))
    return get_object_or_404(rows, dilemma__slug=slug, pk=pk)


@about_dilemma("casussen.add_standpunt", "GET", "POST")
def add(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Say how a layer sees the dilemma."""
    form = StandpuntForm(request.POST or None, user=request.user, dilemma=dilemma)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("layer", "side", "arguments")}
        try:
            services.add_standpunt(actor=request.user, dilemma=dilemma, **values)
        except services.CasusError as error:
            form.add_error("layer", str(error))
        else:
            messages.success(request, "Je standpunt staat erbij.")
            return redirect(f"{dilemma.get_absolute_url()}#standpunten")
    return _shown(request, dilemma, form)


@about_standpunt("casussen.change_standpunt")
def change(request: HttpRequest, standpunt: Standpunt) -> HttpResponse:
    """Change one's own standpunt; when it changed meanwhile, what was typed stays."""
    dilemma = standpunt.dilemma
    form = StandpuntForm(
        request.POST or None, user=request.user, dilemma=dilemma, standpunt=standpunt
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_standpunt(actor=request.user, standpunt=standpunt, **form.cleaned_data)
        except services.ChangedMeanwhileError:
            form.add_error(
                None,
                "Dit standpunt is net in een ander venster gewijzigd. Kijk of je "
                "tekst hieronder nog klopt en bewaar dan opnieuw.",
            )
            form.data = form.data.copy()
            form.data["seen"] = standpunt.mark()
        except services.CasusError as error:
            form.add_error("layer", str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(f"{dilemma.get_absolute_url()}#standpunten")
    return _shown(request, dilemma, form, standpunt)


@about_standpunt("casussen.remove_standpunt")
def remove(request: HttpRequest, standpunt: Standpunt) -> HttpResponse:
    """Take a standpunt away, after a look at what goes."""
    if request.method == "POST":
        services.remove_standpunt(actor=request.user, standpunt=standpunt)
        messages.success(request, "Het standpunt is weg.")
        return redirect(f"{standpunt.dilemma.get_absolute_url()}#standpunten")
    return render(request, "casussen/standpunt_weg.html", {"standpunt": standpunt})


def _shown(
    request: HttpRequest, dilemma: Dilemma, form: Any, standpunt: Standpunt | None = None
) -> HttpResponse:
    context = {"dilemma": dilemma, "form": form, "standpunt": standpunt}
    return render(request, "casussen/standpunt.html", context)
