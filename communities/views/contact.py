"""The contact page: who we are, how to reach us, and a form."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from communities import drempel
from communities.forms.openbaar import ContactForm
from communities.services.contact import ask_network
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]


@needs(OPEN)
def contact(request: HttpRequest) -> HttpResponse:
    """Show the page; keep a question and say that it came in."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, initial=_known_of(request.user))
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"].lower()
        allowed = drempel.passes(request, "contact")
        if not allowed or not drempel.passes_for(request, "contact", email):
            return drempel.too_often(request)
        ask_network(**form.cleaned_data)
        return redirect("communities:contact_gestuurd")
    status = 422 if form.errors else 200
    return render(request, "communities/contact.html", {"form": form}, status=status)


@needs(OPEN)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that the question came in."""
    return render(request, "communities/contact_gestuurd.html")


def _known_of(user: Any) -> dict[str, str]:
    return {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}
