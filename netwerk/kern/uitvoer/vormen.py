"""The forms in which a document leaves, and handing a file over that is written meanwhile."""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from netwerk.kern.toezicht import regels
from netwerk.kern.uitvoer import epub, html, odt, pdf
from netwerk.kern.uitvoer.document import Document, Progress

logger = logging.getLogger(__name__)
BUSY = "Er zijn veel mensen tegelijk. Probeer het over een minuut nog een keer."
NO_PDF = "Hiervan lukt geen PDF: de tekst is te lang. Kies een andere vorm."
IN_MEMORY = 1 << 22  # bytes of a file; what is larger goes to disk while it is written


@dataclass(frozen=True)
class Form[What]:
    """One form: its name on the screen, what it is good for, and how it is written.

    ``good_for`` reads on after a comma. ``write`` needs a file that can seek.
    """

    code: str
    label: str
    good_for: str
    media_type: str
    write: Callable[[What, IO[bytes], Progress], None]


def _pdf(document: Document, out: IO[bytes], done: Progress) -> None:
    pdf.write(document, out, done=done)


def _epub(document: Document, out: IO[bytes], done: Progress) -> None:
    epub.write(document, out, done=done)


def _odt(document: Document, out: IO[bytes], done: Progress) -> None:
    odt.write(document, out, done=done)


def _html(document: Document, out: IO[bytes], done: Progress) -> None:
    html.write(document, out, done=done)


_FORMS = (
    Form("pdf", "PDF", "om te lezen en af te drukken", "application/pdf", _pdf),
    Form("epub", "EPUB", "om te lezen op een e-reader of telefoon", epub.MEDIA_TYPE, _epub),
    Form("odt", "ODT (Word)", "om verder te werken in Word of LibreOffice", odt.MEDIA_TYPE, _odt),
    Form(
        "html",
        "Eén webpagina",
        "om te bewaren of op een eigen site te zetten",
        "text/html; charset=utf-8",
        _html,
    ),
)
DOCUMENTS = {form.code: form for form in _FORMS}


def form_of[What](forms: dict[str, Form[What]], code: str) -> Form[What]:
    """Return the form that an address asks for; 404 for one that does not exist."""
    if code not in forms:
        raise Http404
    return forms[code]


def handed_over[What](
    request: HttpRequest, form: Form[What], what: What, name: str, back: str
) -> HttpResponse:
    """Write a file while somebody waits, and answer with it; ``name`` is without its ending.

    When that cannot be now, a page says why, with a way to ``back``: no message, which would cost
    a visitor a cookie.
    """
    try:
        return _written(form, what, name)
    except pdf.TooBusyError:
        return not_now(request, BUSY, back)
    except pdf.NoPdfError:
        logger.exception("%s cannot be set as a PDF.", name)
        return not_now(request, NO_PDF, back)


def not_now(request: HttpRequest, why: str, back: str) -> HttpResponse:
    """Say that a file is not to be had now, and when to come back (503)."""
    context = {"waarom": why, "terug": back}
    response = render(request, "uitvoer/niet_nu.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return regels.on_purpose(response)


def _written[What](form: Form[What], what: What, name: str) -> HttpResponse:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        form.write(what, out, lambda parts: None)  # type: ignore[arg-type]
        out.seek(0)
        response = HttpResponse(out.read(), content_type=form.media_type)
    named = content_disposition_header(as_attachment=True, filename=f"{name}.{form.code}")
    response.headers["Content-Disposition"] = named or "attachment"
    return response
