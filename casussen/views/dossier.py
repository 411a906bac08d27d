"""A casus to take along: as a document, and as a package to keep."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casussen.dossier import pakket, stuk
from casussen.models import Casus
from casussen.views.access import about_casus
from netwerk.kern.uitvoer import services
from netwerk.kern.uitvoer.vormen import DOCUMENTS, form_of, handed_over


@about_casus("casussen.view_casus", "GET", "POST")
def dossier(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Say what a dossier holds, and have the package made for who is signed in."""
    if request.method == "POST":
        return _ask(request, casus)
    context = {
        "casus": casus,
        "forms": list(DOCUMENTS.values()),
        "files": sum(not row.is_link for row in stuk.attachments(request.user, casus)),
    }
    return render(request, "casussen/dossier.html", context)


def _ask(request: HttpRequest, casus: Casus) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    about = pakket.about_of(request.user, casus)
    try:
        row = services.request_own(
            actor=request.user, maker=pakket.KEY, about=about, form=pakket.FORM
        )
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("casussen:dossier", slug=casus.slug)
    return redirect(row)


@about_casus("casussen.view_casus", "GET")
def document(request: HttpRequest, casus: Casus, form: str) -> HttpResponse:
    """Give the casus as a document, with what this reader may read of it."""
    chosen = form_of(DOCUMENTS, form)
    found = stuk.document_of(request.user, casus)
    back = reverse("casussen:dossier", args=[casus.slug])
    return handed_over(request, chosen, found, f"casus-{casus.slug[:60]}", back)
