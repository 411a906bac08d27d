"""The page of the contact, who has no account: read what everybody would read, and answer.

Opening it changes nothing, because mail scanners open every link; an answer takes two POSTs. It
sets no cookie and asks for none: the address itself is the secret, so there is nothing that
another site could misuse.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from casussen import services
from casussen.enums import ConsentState
from casussen.forms.consent import AnswerForm
from casussen.models import Casus, Toestemming
from casussen.openbaar import public_mark
from casussen.services.consent import is_usable, row_of
from casussen.views.preview import preview_of
from communities.drempel import passes, too_often
from communities.enums import Visibility
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]
GONE = 410


@csrf_exempt
@needs(OPEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text and the question; take the answer when it was confirmed."""
    row = row_of(token)
    if row is None:
        raise Http404
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if row.casus.deleted_at or not is_usable(row):
        return _page(request, "casussen/toestemming_voorbij.html", row, GONE)
    if request.method != "POST":
        return _ask(request, row, AnswerForm(initial=_before(row)))
    if not passes(request, "toestemming"):
        return too_often(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _ask(request, row, form, 422)
    if not form.cleaned_data["confirmed"]:
        if "terug" in request.POST:
            return _ask(request, row, AnswerForm(initial=dict(form.confirm())))
        context = {
            "yes": form.cleaned_data["answer"],
            "note": form.cleaned_data["note"],
            "fields": form.confirm(),
        }
        return _page(request, "casussen/toestemming_zeker.html", row, **context)
    return _answer(request, row, form)


def _answer(request: HttpRequest, row: Toestemming, form: AnswerForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        row = services.answer_consent(
            row=row, granted=data["answer"], note=data["note"], seen=data["seen"]
        )
    except services.CasusError as error:
        row = Toestemming.objects.select_related("casus", "asked_by").get(pk=row.pk)
        if not is_usable(row):
            return _page(request, "casussen/toestemming_voorbij.html", row, GONE)
        form.add_error(None, str(error))
        return _ask(request, row, form, 422)
    return _page(request, "casussen/toestemming_bedankt.html", row)


def _before(row: Toestemming) -> dict[str, str]:
    """Start from the answer that was given before."""
    if row.state == ConsentState.OPEN:
        return {}
    return {
        "answer": "ja" if row.state == ConsentState.GRANTED else "nee",
        "note": row.answer_note,
    }


def _ask(
    request: HttpRequest, row: Toestemming, form: AnswerForm, status: int = 200
) -> HttpResponse:
    casus = Casus.objects.select_related("organisatie", "scale", "area_type", "phase").get(
        pk=row.casus_id
    )
    mark = public_mark(casus)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = form.initial["seen"] = mark
    changed = row.state == ConsentState.GRANTED and row.text_mark != mark
    context = {"form": form, "preview": preview_of(casus), "changed": changed}
    return _page(request, "casussen/toestemming.html", row, status, **context)


def _page(
    request: HttpRequest, template: str, row: Toestemming, status: int = 200, **more: Any
) -> HttpResponse:
    is_public = row.casus.visibility == Visibility.PUBLIC
    context = {"row": row, "casus": row.casus, "is_public": is_public, **more}
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
