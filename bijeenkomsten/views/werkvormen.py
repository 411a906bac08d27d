"""The library of werkvormen, and which one a part of a programme uses."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bijeenkomsten import services, werkvormen
from bijeenkomsten.forms import WerkvormForm
from bijeenkomsten.models import Agendapunt, Bijeenkomst
from bijeenkomsten.views.access import about_meeting
from bijeenkomsten.views.programma import CHANGE
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show every werkvorm with what it is for."""
    context = {"werkvormen": werkvormen.WERKVORMEN}
    return render(request, "bijeenkomsten/werkvormen.html", context)


@needs(OPEN)
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show one werkvorm with its steps, also to print."""
    found = werkvormen.find(key)
    if found is None:
        raise Http404
    return render(request, "bijeenkomsten/werkvorm.html", {"werkvorm": found})


@about_meeting(CHANGE, "GET", "POST")
def choose(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Choose the werkvorm of a part; ask first when something was written down already."""
    item = get_object_or_404(bijeenkomst.agendapunten, pk=number)
    posted = request.POST if request.method == "POST" else None
    form = WerkvormForm(posted, initial={"werkvorm": item.werkvorm})
    asks = False
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_werkvorm(
                actor=request.user,
                agendapunt=item,
                werkvorm=form.cleaned_data["werkvorm"],
                sure="zeker" in request.POST,
            )
        except services.WrittenDownError:
            asks = True
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            return _chosen(request, bijeenkomst, item)
    context = {
        "bijeenkomst": bijeenkomst,
        "item": item,
        "form": form,
        "asks": asks,
        "werkvormen": werkvormen.WERKVORMEN,
    }
    return render(request, "bijeenkomsten/werkvorm_kiezen.html", context)


def _chosen(request: HttpRequest, bijeenkomst: Bijeenkomst, item: Agendapunt) -> HttpResponse:
    item.refresh_from_db()
    if item.werkvorm:
        messages.success(request, "De stappen staan op het programma. Pas ze aan als je wilt.")
        return redirect("bijeenkomsten:steps", bijeenkomst.slug, item.pk)
    messages.success(request, "Dit onderdeel heeft geen vaste stappen meer.")
    return redirect("bijeenkomsten:agenda", bijeenkomst.slug)
