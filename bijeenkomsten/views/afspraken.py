"""Decisions and action points: written down at a part of the minutes, and closed later."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bijeenkomsten import services
from bijeenkomsten.forms import ActiepuntForm, BesluitForm, CloseForm
from bijeenkomsten.models import Actiepunt, VerslagItem
from bijeenkomsten.views.access import about_actiepunt, about_item
from communities.models import Community
from netwerk.kern.pages import about
from netwerk.kern.policy import SIGNED_IN, allowed, needs, require

PAGE_SIZE = 30


def _place(item: VerslagItem) -> str:
    return f"{item.verslag.get_absolute_url()}#punt-{item.agendapunt_id}"


@about_item("bijeenkomsten.write_item", "GET", "POST")
def add_besluit(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Write down a decision."""
    form = BesluitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_besluit(actor=request.user, item=item, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het besluit staat in het verslag.")
            return redirect(_place(item))
    context = {"item": item, "bijeenkomst": item.verslag.bijeenkomst, "form": form}
    return render(request, "bijeenkomsten/besluit.html", context)


@about_item("bijeenkomsten.write_item", "GET", "POST")
def change_besluit(request: HttpRequest, item: VerslagItem, key: int) -> HttpResponse:
    """Write a decision anew, or take it out (``weg``)."""
    besluit = get_object_or_404(item.agendapunt.besluiten.all(), pk=key)
    form = BesluitForm(request.POST if request.method == "POST" else None, instance=besluit)
    try:
        if request.method == "POST" and "weg" in request.POST:
            services.remove_besluit(actor=request.user, item=item, besluit=besluit)
            messages.success(request, "Het besluit is uit het verslag.")
            return redirect(_place(item))
        if request.method == "POST" and form.is_valid():
            services.change_besluit(
                actor=request.user, item=item, besluit=besluit, **form.cleaned_data
            )
            messages.success(request, "Het besluit is gewijzigd.")
            return redirect(_place(item))
    except services.BijeenkomstError as error:
        form.add_error(None, str(error))
    context = {
        "item": item,
        "bijeenkomst": item.verslag.bijeenkomst,
        "form": form,
        "besluit": besluit,
    }
    return render(request, "bijeenkomsten/besluit.html", context)


@about_item("bijeenkomsten.write_item", "GET", "POST")
def add_actiepunt(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Write down who does what."""
    data, meeting = request.POST if request.method == "POST" else None, item.verslag.bijeenkomst
    form = ActiepuntForm(data, user=request.user, bijeenkomst=meeting)
    if data is not None and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "owner", "due_on")}
        try:
            services.add_actiepunt(actor=request.user, item=item, **given)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het actiepunt staat in het verslag.")
            return redirect(_place(item))
    context = {"title": item.agendapunt.title, "bijeenkomst": meeting, "form": form}
    return render(request, "bijeenkomsten/actiepunt_formulier.html", context)


@about_actiepunt("bijeenkomsten.view_actiepunt", "GET", "POST")
def show(request: HttpRequest, actiepunt: Actiepunt) -> HttpResponse:
    """Show an action point; who does it or organises the meeting closes it here."""
    user: Any = request.user
    may_close = allowed(user, "bijeenkomsten.close_actiepunt", actiepunt)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(user, "bijeenkomsten.close_actiepunt", actiepunt)
        if form.is_valid():
            try:
                services.close_actiepunt(actor=user, actiepunt=actiepunt, **form.cleaned_data)
            except services.BijeenkomstError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Het actiepunt is gesloten.")
                return redirect(actiepunt)
    context = {
        "actiepunt": actiepunt,
        "bijeenkomst": actiepunt.bijeenkomst,
        "form": form,
        "may_close": may_close,
        "may_remove": allowed(user, "bijeenkomsten.remove_actiepunt", actiepunt),
        "may_view": allowed(user, "bijeenkomsten.view_bijeenkomst", actiepunt.bijeenkomst),
    }
    return render(request, "bijeenkomsten/actiepunt.html", context)


@about_actiepunt("bijeenkomsten.change_actiepunt", "GET", "POST")
def change(request: HttpRequest, actiepunt: Actiepunt) -> HttpResponse:
    """Change what is to be done, by whom or when."""
    data = request.POST if request.method == "POST" else None
    meeting = actiepunt.bijeenkomst
    form = ActiepuntForm(data, instance=actiepunt, user=request.user, bijeenkomst=meeting)
    if data is not None and form.is_valid():
        given = {"text": actiepunt.text} | form.cleaned_data
        given["version"] = form.cleaned_data["version"] or 0
        try:
            services.change_actiepunt(actor=request.user, actiepunt=actiepunt, **given)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het actiepunt is gewijzigd.")
            return redirect(actiepunt)
    context = {
        "title": actiepunt.bijeenkomst.title,
        "bijeenkomst": actiepunt.bijeenkomst,
        "form": form,
        "actiepunt": actiepunt,
        "fixed": "text" not in form.fields,
    }
    return render(request, "bijeenkomsten/actiepunt_formulier.html", context)


@about_actiepunt("bijeenkomsten.remove_actiepunt", "POST")
def remove(request: HttpRequest, actiepunt: Actiepunt) -> HttpResponse:
    """Take out what this person wrote down by mistake."""
    meeting = actiepunt.bijeenkomst
    try:
        services.remove_actiepunt(actor=request.user, actiepunt=actiepunt)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
        return redirect(actiepunt)
    messages.success(request, "Het actiepunt is weg.")
    return redirect("bijeenkomsten:verslag", meeting.slug)


@needs(SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what this person has to do, soonest first."""
    user: Any = request.user
    rows = Actiepunt.objects.filter(owner=user)
    return _list(request, rows, "Jouw actiepunten")


def _community(request: HttpRequest, slug: str) -> Community:
    return get_object_or_404(Community, slug=slug)


@about("bijeenkomsten.view_actiepunten", ("GET",), _community)
def of_community(request: HttpRequest, community: Community) -> HttpResponse:
    """List what the people of a community have to do, for its members."""
    rows = Actiepunt.objects.visible_to(request.user).filter(bijeenkomst__community=community)
    return _list(request, rows, f"Actiepunten van {community}", community=community)


def _list(request: HttpRequest, rows: Any, title: str, **context: Any) -> HttpResponse:
    closed = request.GET.get("stand") == "gesloten"
    rows = rows.exclude(state="open").order_by("-closed_at", "-pk") if closed else rows.open()
    rows = rows.select_related("bijeenkomst", "owner")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    tabs = [
        {"sleutel": "open", "tekst": "Nog te doen", "url": request.path},
        {"sleutel": "gesloten", "tekst": "Gesloten", "url": f"{request.path}?stand=gesloten"},
    ]
    context |= {"page_obj": page, "title": title, "tabs": tabs, "closed": closed}
    return render(request, "bijeenkomsten/actiepunten.html", context)
