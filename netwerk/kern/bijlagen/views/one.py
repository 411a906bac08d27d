"""Changing one file or link, taking it away and putting it back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from netwerk.kern.bijlagen import services
from netwerk.kern.bijlagen.forms import form_for
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.bijlagen.views.pages import place_of
from netwerk.kern.policy import needs, require

type View = Callable[..., HttpResponse]


def about_bijlage(permission: str, *methods: str, trash: bool = False) -> Callable[[View], View]:
    """Give a view its bijlage: 404 when this person may not know of it, then 403, then 405."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, public_id: UUID) -> HttpResponse:
            rows: Any = Bijlage.objects
            found = rows.trash_of(request.user) if trash else rows.visible_to(request.user)
            bijlage = get_object_or_404(found, public_id=public_id)
            require(request.user, permission, bijlage)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, bijlage)

        return needs(permission)(wrapped)

    return decorate


@about_bijlage("bijlagen.change_bijlage", "GET", "HEAD", "POST")
def change(request: HttpRequest, bijlage: Bijlage) -> HttpResponse:
    """Change what is said of it."""
    place = place_of(bijlage.subject)
    form = form_for(bijlage, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(actor=request.user, bijlage=bijlage, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Bewaard.")
            return redirect(place.attachments)
    context = {"place": place, "form": form, "bijlage": bijlage}
    return render(request, "bijlagen/wijzigen.html", context)


@about_bijlage("bijlagen.change_bijlage", "GET", "HEAD", "POST")
def remove(request: HttpRequest, bijlage: Bijlage) -> HttpResponse:
    """Ask whether somebody is sure, and take it away."""
    place = place_of(bijlage.subject)
    if request.method != "POST":
        context = {"place": place, "bijlage": bijlage, "gevolgen": _consequences(bijlage)}
        return render(request, "bijlagen/weghalen.html", context)
    services.remove(actor=request.user, bijlage=bijlage)
    messages.success(request, f"Weggehaald: {bijlage.title}. Je kunt het 30 dagen terugzetten.")
    return redirect(place.attachments)


def _consequences(bijlage: Bijlage) -> list[str]:
    first = (
        "De afbeelding verdwijnt uit de tekst waar die in staat."
        if bijlage.inline
        else "Niemand ziet het meer, ook jij niet."
    )
    return [first, "Je kunt het 30 dagen terugzetten. Daarna wordt het gewist."]


@about_bijlage("bijlagen.restore_bijlage", "POST", trash=True)
def restore(request: HttpRequest, bijlage: Bijlage) -> HttpResponse:
    """Put it back."""
    try:
        services.restore(actor=request.user, bijlage=bijlage)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Teruggezet: {bijlage.title}.")
    return redirect(place_of(bijlage.subject).attachments)
