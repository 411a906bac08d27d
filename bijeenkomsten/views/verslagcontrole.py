"""Checking minutes: asking for it, agreeing, proposing a change, and answering that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import ControleForm, DeclineChangeForm, VoorstelForm
from bijeenkomsten.models import Verslag, VerslagItem, Wijzigingsvoorstel, people_there
from bijeenkomsten.views.access import about_item, about_proposal, about_verslag
from netwerk.kern.policy import allowed


@about_verslag("bijeenkomsten.open_check", "GET", "POST")
def check(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Ask until when people look at the minutes, and ask them."""
    form = ControleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.open_check(actor=request.user, verslag=verslag, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, "Wie erbij was, krijgt een mail en kan het verslag nakijken.")
            return redirect(verslag)
    context = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "form": form,
        "number": people_there(verslag.bijeenkomst).exclude(pk=request.user.pk).count(),
        "is_noted": verslag.bijeenkomst.aanwezigen.exists(),
        "empty": verslag.items.filter(body="").count(),
    }
    return render(request, "bijeenkomsten/verslag_controle.html", context)


@about_verslag("bijeenkomsten.reopen_verslag", "POST")
def reopen(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Make it a draft again."""
    try:
        services.reopen_verslag(actor=request.user, verslag=verslag)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het verslag is weer een concept.")
    return redirect(verslag)


@about_verslag("bijeenkomsten.agree_verslag", "POST")
def agree(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Say that it is right, or take that back."""
    try:
        if request.POST.get("doe") == "terug":
            services.withdraw_agreement(actor=request.user, verslag=verslag)
            messages.success(request, "Je akkoord is weg.")
        else:
            services.agree_verslag(actor=request.user, verslag=verslag)
            messages.success(request, "Bedankt. Je bent akkoord met het verslag.")
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    return redirect(verslag)


@about_item("bijeenkomsten.propose_change", "GET", "POST")
def propose(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Propose a change of one part."""
    form = VoorstelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_change(actor=request.user, item=item, body=form.cleaned_data["body"])
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Je voorstel is bewaard. Je hoort wat ermee gebeurt.")
            return redirect(f"{item.verslag.get_absolute_url()}#punt-{item.agendapunt_id}")
    context = {
        "verslag": item.verslag,
        "bijeenkomst": item.verslag.bijeenkomst,
        "item": item,
        "form": form,
    }
    return render(request, "bijeenkomsten/verslag_voorstel.html", context)


@about_proposal("bijeenkomsten.decide_proposal", "GET", "POST")
def decide(request: HttpRequest, voorstel: Wijzigingsvoorstel) -> HttpResponse:
    """Show a proposed change: it is worked into the text, or declined here."""
    form = DeclineChangeForm(request.POST if request.method == "POST" else None)
    verslag = voorstel.item.verslag
    if request.method == "POST" and form.is_valid():
        try:
            services.decline_proposal(actor=request.user, voorstel=voorstel, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het verslag blijft zoals het was.")
            return redirect(f"{verslag.get_absolute_url()}#punt-{voorstel.item.agendapunt_id}")
    context = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "item": voorstel.item,
        "voorstel": voorstel,
        "form": form,
        "is_own": voorstel.proposed_by_id == request.user.pk,
        "may_write": allowed(request.user, "bijeenkomsten.write_item", voorstel.item),
    }
    return render(request, "bijeenkomsten/verslag_voorstel_antwoord.html", context)
