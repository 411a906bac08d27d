"""One's own data: what is kept, a copy of it, and having it erased."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from netwerk.kern.avg import services, verwerkingen
from netwerk.kern.avg.models import ExportState, Gegevensexport, Verwijderverzoek
from netwerk.kern.pages import only_with

OWN = "avg.use_own_data"
PAGE = "mijn_gegevens"


def _open_request(user: Any) -> Verwijderverzoek | None:
    return Verwijderverzoek.objects.visible_to(user).open().filter(person=user).first()


@only_with(OWN, "GET")
def own_data(request: HttpRequest) -> HttpResponse:
    """Say what is kept and why, where a copy stands, and whether the data will be erased."""
    exports = Gegevensexport.objects.visible_to(request.user)
    export = exports.exclude(state__in=[ExportState.FETCHED, ExportState.EXPIRED]).first()
    if export and export.expires_at and export.expires_at <= timezone.now():
        export = None
    context = {
        "export": export,
        "fetched": exports.filter(state=ExportState.FETCHED).first(),
        "erasure": _open_request(request.user),
        "parts": verwerkingen.register(),
    }
    return render(request, "avg/gegevens.html", context)


@only_with(OWN, "POST")
def begin_export(request: HttpRequest) -> HttpResponse:
    """Begin a copy; the background makes it."""
    try:
        services.request_export(actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "We maken je kopie. Je krijgt een mail als hij klaar is.")
    return redirect(PAGE)


@only_with(OWN, "POST")
def fetch_export(request: HttpRequest) -> HttpResponse:
    """Give the copy to who just showed to be the person, once."""
    return _fetch(request)


@reauthentication_required
def _fetch(request: HttpRequest) -> Any:
    try:
        opened = services.fetch_export(actor=request.user)
    except (ValidationError, FileNotFoundError):
        messages.error(request, "Deze kopie is er niet meer. Maak een nieuwe kopie.")
        return redirect(PAGE)
    name = f"mijn-gegevens-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(opened, as_attachment=True, filename=name, content_type="application/zip")


@only_with(OWN, "GET", "POST")
def erase(request: HttpRequest) -> HttpResponse:
    """Explain what goes and what stays, and take the request of the person."""
    if _open_request(request.user):
        return redirect(PAGE)
    if request.method == "POST":
        return _erase(request)
    found = services.obstacles(request.user)
    return render(request, "avg/verwijderen.html", {"obstacles": found})


@reauthentication_required
def _erase(request: HttpRequest) -> HttpResponse:
    try:
        services.request_erasure(actor=request.user)
    except ValidationError as error:
        context = {"obstacles": error.messages}
        return render(request, "avg/verwijderen.html", context, status=422)
    messages.success(request, "Je verzoek staat. Je kunt nog een week van gedachten veranderen.")
    return redirect(PAGE)


@only_with(OWN, "POST")
def stay(request: HttpRequest) -> HttpResponse:
    """Take the request back."""
    if services.withdraw_erasure(actor=request.user):
        messages.success(request, "Fijn dat je blijft. We wissen niets.")
    else:
        messages.error(request, "Er is geen verzoek dat je nog kunt intrekken.")
    return redirect(PAGE)
