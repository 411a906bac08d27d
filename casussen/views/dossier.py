"""A casus to take along: as a document, and as a package to keep."""

import logging
import tempfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from casussen.dossier import pakket, stuk
from casussen.models import Casus
from casussen.views.access import about_casus
from netwerk.kern.uitvoer import epub, html, odt, pdf, services

logger = logging.getLogger(__name__)
NO_PDF = "Van deze casus lukt geen PDF: de tekst is te lang. Kies een andere vorm."
FORMS: dict[str, tuple[str, str, Any]] = {  # label, media type, who writes it
    "pdf": ("PDF", "application/pdf", pdf),
    "odt": ("ODT (Word)", odt.MEDIA_TYPE, odt),
    "epub": ("EPUB", "application/epub+zip", epub),
    "html": ("Eén webpagina", "text/html; charset=utf-8", html),
}


@about_casus("casussen.view_casus", "GET", "POST")
def dossier(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Say what a dossier holds, and have the package made for who is signed in."""
    if request.method == "POST":
        return _ask(request, casus)
    context = {
        "casus": casus,
        "forms": [(code, label) for code, (label, _, _) in FORMS.items()],
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
    if form not in FORMS:
        raise Http404
    _, media_type, writer = FORMS[form]
    with tempfile.SpooledTemporaryFile(max_size=1 << 22) as out:
        try:
            writer.write(stuk.document_of(request.user, casus), out)
        except pdf.TooBusyError:
            messages.error(request, "Er zijn veel mensen tegelijk. Probeer het over een minuut.")
            return redirect("casussen:dossier", slug=casus.slug)
        except pdf.NoPdfError:
            logger.exception("Casus %s cannot be set as a PDF.", casus.pk)
            messages.error(request, NO_PDF)
            return redirect("casussen:dossier", slug=casus.slug)
        out.seek(0)
        response = HttpResponse(out.read(), content_type=media_type)
    name = f"casus-{casus.slug[:60]}.{form}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
