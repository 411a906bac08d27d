"""Following the network by mail without an account: the form, and the links in the mails.

The form answers the same for every address. Opening a link changes nothing, because mail
scanners open every link; a POST does, from the button or straight from a mail program (RFC 8058).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from communities import drempel
from communities.forms.openbaar import VolgForm
from communities.models import Abonnement
from communities.notifications.nieuws import CONFIRM, LEAVE
from communities.services import volgen
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.views.links import masked
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]


@needs(OPEN)
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and say the same whatever is known of it."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = VolgForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not drempel.passes(request, "volgen"):
            return drempel.too_often(request)
        if drempel.passes_for(request, "volgen", email):
            volgen.follow_by_mail(email=email)
        return redirect("communities:nieuws_volgen_gevraagd")
    status = 422 if form.errors else 200
    return render(request, "communities/volgen.html", {"form": form}, status=status)


@needs(OPEN)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "communities/volgen_gevraagd.html")


@csrf_exempt
@needs(OPEN)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants the mail; the button makes it so."""
    pk = _read(CONFIRM, token)
    row = Abonnement.objects.filter(pk=pk).first() if pk else None
    if row is None:
        return _private(render(request, "communities/volgen_verlopen.html", status=404))
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method == "POST":
        volgen.confirm_following(pk=row.pk)
    done = request.method == "POST" or row.confirmed_at is not None
    context = {"done": done, "address": masked(row.email)}
    return _private(render(request, "communities/volgen_bevestigen.html", context))


@csrf_exempt
@needs(OPEN)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants no more mail; a POST forgets the address."""
    pk = _read(LEAVE, token)
    if pk is None:
        return _private(render(request, "communities/volgen_verlopen.html", status=404))
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    row = Abonnement.objects.filter(pk=pk).first()
    if request.method == "POST":
        volgen.stop_following(pk=pk)
    context = {
        "done": request.method == "POST" or row is None,
        "address": masked(row.email) if row else "",
    }
    return _private(render(request, "communities/volgen_stoppen.html", context))


def _read(purpose: str, token: str) -> int | None:
    parts: list[Any] = tokens.read_link_token(purpose, token) or []
    return parts[0] if len(parts) == 1 and isinstance(parts[0], int) else None


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
