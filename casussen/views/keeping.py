"""Withdrawing a casus, and putting it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.forms.casussen import WithdrawForm
from casussen.models import Casus
from casussen.views.access import about_casus

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
