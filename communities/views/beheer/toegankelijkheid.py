"""The beheer of the statement about accessibility: its status, its days, and what is missing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from communities.forms.toegankelijkheid import VerklaringForm
from communities.models import Toegankelijkheidsverklaring
from communities.services import toegankelijkheid as services
from netwerk.kern.pages import only_with

STATES = "communities.state_accessibility"


@only_with(STATES, "GET", "POST")
def state(request: HttpRequest) -> HttpResponse:
    """Show the statement as a form, and keep what was filled in."""
    statement = Toegankelijkheidsverklaring.objects.current()
    form = VerklaringForm(request.POST if request.method == "POST" else None, instance=statement)
    if form.is_bound and form.is_valid():
        try:
            services.state_accessibility(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De verklaring is bewaard. Iedereen kan haar nu lezen.")
            return redirect("accessibility")
    status = 422 if form.errors else 200
    return render(request, "beheer/toegankelijkheid.html", {"form": form}, status=status)
