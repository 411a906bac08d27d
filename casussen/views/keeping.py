"""Withdrawing a casus, putting it back, and choosing who writes along."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.forms.casussen import PartForm, WithdrawForm
from casussen.models import Casus
from casussen.views.access import about_casus
from communities.models import Deelnemer
from netwerk.kern.policy import allowed

CONSEQUENCES = (
    "De reden van het intrekken verdwijnt van de pagina.",
    "De casus telt weer mee als bron van adviezen in het handboek.",
)


@about_casus("casussen.withdraw_casus", "GET", "POST")
def withdraw(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask why, and withdraw."""
    if casus.withdrawn_at:
        messages.info(request, "Deze casus is al ingetrokken.")
        return redirect(casus)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_casus(
                actor=request.user, casus=casus, reason=form.cleaned_data["reason"]
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De casus is ingetrokken.")
            return redirect(casus)
    return render(request, "casussen/intrekken.html", {"casus": casus, "form": form})


@about_casus("casussen.restore_casus", "GET", "POST")
def restore(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask whether it counts again, and let it."""
    if not casus.withdrawn_at:
        messages.info(request, "Deze casus is niet ingetrokken.")
        return redirect(casus)
    if request.method != "POST":
        context = {"casus": casus, "gevolgen": CONSEQUENCES}
        return render(request, "casussen/terugzetten.html", context)
    services.restore_casus(actor=request.user, casus=casus)
    messages.success(request, "De casus telt weer mee.")
    return redirect(casus)


@about_casus("casussen.manage_group", "GET", "POST")
def group(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show who has a part in it, and give somebody one; ``weg`` takes a part away."""
    if gone := request.POST.get("weg", ""):
        return _remove(request, casus, gone)
    form = PartForm(request.POST or None, user=request.user, casus=casus)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request.user, casus, form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard: {form.cleaned_data['person']}.")
            fresh = Casus.objects.get(pk=casus.pk)
            stays = allowed(request.user, "casussen.manage_group", fresh)
            return redirect("casussen:group" if stays else "casussen:detail", casus.slug)
    parts = casus.deelnames.select_related("deelnemer__organisatie").order_by("role", "pk")
    context = {"casus": casus, "form": form, "parts": parts}
    return render(request, "casussen/groep.html", context)


def _give(actor: Any, casus: Casus, data: dict[str, Any]) -> None:
    person: Deelnemer = data["person"]
    if data["role"] == PartForm.HOLDER:
        services.transfer_casus(actor=actor, casus=casus, person=person)
    else:
        services.set_part(actor=actor, casus=casus, person=person, role=data["role"])


def _remove(request: HttpRequest, casus: Casus, key: str) -> HttpResponse:
    parts = casus.deelnames.select_related("deelnemer")
    part = (
        parts.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    )
    if part is not None:
        services.remove_part(actor=request.user, casus=casus, person=part.deelnemer)
        messages.success(request, f"{part.deelnemer} hoort niet meer bij de casusgroep.")
    return redirect("casussen:group", casus.slug)
