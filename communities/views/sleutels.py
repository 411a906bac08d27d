"""One's own keys for the API: which there are, making one, and withdrawing one."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from communities import services, tweede_stap
from communities.forms.sleutels import SleutelForm, usual_day
from communities.models import ApiSleutel
from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import SIGNED_IN, visible

PER_PAGE = 20


@only_with(SIGNED_IN, "GET")
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys that somebody has, with the day on which each was last used."""
    rows = ApiSleutel.objects.visible_to(request.user).select_related("deelnemer")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "communities/sleutels.html", {"page_obj": page})


@only_with(SIGNED_IN, "GET", "POST")
def make(request: HttpRequest) -> HttpResponse:
    """Make a key, for who just showed to be the person; it is shown in this one answer only."""
    form = SleutelForm(request.POST or None, initial={"expires_on": usual_day()})
    if request.method == "POST" and form.is_valid():
        return _make(request, form)
    return render(request, "communities/sleutel_nieuw.html", {"form": form})


@reauthentication_required
def _make(request: HttpRequest, form: SleutelForm) -> Any:
    try:
        key = services.make_apisleutel(
            actor=request.user,
            second_step=not _without_second_step(request),
            **form.cleaned_data,
        )
    except services.SleutelError as error:
        form.add_error(None, str(error))
        return render(request, "communities/sleutel_nieuw.html", {"form": form})
    context = {"key": key, "name": form.cleaned_data["name"]}
    return render(request, "communities/sleutel_gemaakt.html", context)


def _without_second_step(request: HttpRequest) -> bool:
    return request.session.get(tweede_stap.PASSED) != request.user.pk


def _own(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(visible(request.user, ApiSleutel.objects.all()), pk=pk)


@about(SIGNED_IN, ("GET", "POST"), _own, "pk")
def withdraw(request: HttpRequest, sleutel: ApiSleutel) -> HttpResponse:
    """Ask whether a key may stop, and let it stop."""
    if request.method != "POST":
        return render(request, "communities/sleutel_weg.html", {"sleutel": sleutel})
    services.withdraw_apisleutel(actor=request.user, sleutel=sleutel)
    messages.success(request, f"De sleutel ‘{sleutel.name}’ werkt niet meer.")
    return redirect("api_sleutels")
