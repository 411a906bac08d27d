"""The look back on a meeting: reading, writing, deciding about it, taking it offline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import NabeeldBesluitForm, NabeeldForm, OfflineForm
from bijeenkomsten.genoemd import name_of, named_in
from bijeenkomsten.models import Bijeenkomst, Nabeeld
from bijeenkomsten.views.access import about_meeting, about_nabeeld
from communities.enums import Visibility
from netwerk.kern.policy import allowed

MOST_NAMES = 3


@about_nabeeld("bijeenkomsten.view_nabeeld", "GET")
def read(request: HttpRequest, nabeeld: Nabeeld) -> HttpResponse:
    """Show it, as its readers see it; with what this person can do about it."""
    acts = ("decide_nabeeld", "withdraw_nabeeld")
    context = {
        "nabeeld": nabeeld,
        "bijeenkomst": nabeeld.bijeenkomst,
        "may": {act: allowed(request.user, f"bijeenkomsten.{act}", nabeeld) for act in acts},
        "may_write": allowed(request.user, "bijeenkomsten.write_nabeeld", nabeeld.bijeenkomst),
    }
    return render(request, "bijeenkomsten/terugblik.html", context)


@about_meeting("bijeenkomsten.write_nabeeld", "GET", "POST")
def write(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Write it, and ask somebody else to put it online (``vraag``)."""
    stored = Nabeeld.objects.filter(bijeenkomst=bijeenkomst).first()
    if stored is not None and stored.is_published:
        return redirect(stored)
    data, asks = request.POST if request.method == "POST" else None, "vraag" in request.POST
    was = (stored.version, stored.asked_at, stored.reason) if stored else (0, None, "")
    is_public = bijeenkomst.visibility == Visibility.PUBLIC
    form = NabeeldForm(data, instance=stored, is_public=is_public)
    if data is not None and form.is_valid():
        try:
            saved = services.save_nabeeld(
                actor=request.user, bijeenkomst=bijeenkomst, **form.cleaned_data
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = str(was[0])
        else:
            return _asked(request, saved) if asks else _kept(request, saved)
    look_along = services.who_look_along(bijeenkomst, writer_id=request.user.pk)
    context = {
        "bijeenkomst": bijeenkomst,
        "begun": bool(stored),
        "waits": bool(was[1]),
        "reason": was[2],
        "look_along": look_along[:MOST_NAMES],
        "may_invite": allowed(request.user, "communities.invite", bijeenkomst.community),
        "form": form,
    }
    return render(request, "bijeenkomsten/terugblik_schrijven.html", context)


def _kept(request: HttpRequest, nabeeld: Nabeeld) -> HttpResponse:
    messages.success(request, "Je terugblik is bewaard. Alleen wie hem schrijft, ziet hem.")
    return redirect(nabeeld)


def _asked(request: HttpRequest, nabeeld: Nabeeld) -> HttpResponse:
    """Ask somebody to look along; what cannot be asked stays a draft, with its writer at it."""
    try:
        services.ask_nabeeld(actor=request.user, nabeeld=nabeeld)
    except services.BijeenkomstError as error:
        messages.warning(request, f"Je tekst is bewaard als concept. {error}")
        return redirect("bijeenkomsten:terugblik_write", nabeeld.bijeenkomst.slug)
    messages.success(request, "Een organisator of redacteur kijkt mee. Je krijgt bericht.")
    return redirect(nabeeld)


@about_nabeeld("bijeenkomsten.decide_nabeeld", "GET", "POST")
def decide(request: HttpRequest, nabeeld: Nabeeld) -> HttpResponse:
    """Read it, and put it online or give it back."""
    data = request.POST if request.method == "POST" else None
    named = {key: name_of(one) for key, one in named_in(nabeeld).items()}
    form = NabeeldBesluitForm(data, initial={"version": nabeeld.version}, named=named)
    if data is not None and form.is_valid():
        try:
            services.decide_nabeeld(actor=request.user, nabeeld=nabeeld, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            return _decided(request, nabeeld, granted=form.cleaned_data["granted"])
    context = {"nabeeld": nabeeld, "bijeenkomst": nabeeld.bijeenkomst, "form": form}
    return render(request, "bijeenkomsten/terugblik_besluit.html", context)


def _decided(request: HttpRequest, nabeeld: Nabeeld, *, granted: bool) -> HttpResponse:
    if granted:
        messages.success(request, "De terugblik staat online. Wie hem schreef, krijgt bericht.")
        return redirect(nabeeld)
    messages.success(request, "De terugblik is terug bij wie hem schreef, met jouw uitleg.")
    return redirect(nabeeld.bijeenkomst)


@about_nabeeld("bijeenkomsten.withdraw_nabeeld", "GET", "POST")
def withdraw(request: HttpRequest, nabeeld: Nabeeld) -> HttpResponse:
    """Ask why, and take it offline."""
    form = OfflineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_nabeeld(actor=request.user, nabeeld=nabeeld, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De terugblik staat niet meer online.")
            return redirect(nabeeld.bijeenkomst)
    context: dict[str, Any] = {"nabeeld": nabeeld, "bijeenkomst": nabeeld.bijeenkomst}
    return render(request, "bijeenkomsten/terugblik_offline.html", context | {"form": form})
