"""Begin and stop looking at the portal as somebody else."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from communities import inzage as looking
from communities import services
from communities.forms.inzage import InzageForm
from communities.models import Deelnemer
from netwerk.kern.pages import only_with

MANAGE = "communities.manage_members"


@only_with(MANAGE, "GET", "POST")
def look(request: Any, pk: int) -> HttpResponse:
    """Ask for a reason, then look as this person for half an hour."""
    person = get_object_or_404(Deelnemer.objects.visible_to(request.user), pk=pk)
    refusal = services.why_not(request.user, person)
    form = InzageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            inzage = services.start_inzage(
                actor=request.user, person=person, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session[looking.SESSION_KEY] = inzage.pk
            return redirect("dashboard")
    context = {"person": person, "form": form, "refusal": refusal}
    return render(request, "beheer/lid_bekijk.html", context, status=422 if form.errors else 200)


@only_with(MANAGE, "POST")
def stop(request: HttpRequest) -> HttpResponse:
    """Stop looking; back to the page of the person."""
    inzage = getattr(request, "inzage", None)
    looking.stop(request)
    messages.success(request, "Je kijkt niet meer mee.")
    return redirect("beheer_lid", inzage.deelnemer_id) if inzage else redirect("beheer")
