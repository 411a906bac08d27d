"""Guests: the form, the links in their mails, and who signs one of them off.

The form answers the same for every address. Opening a link changes nothing, because mail
scanners open every link; the button on the page does. Who has the link needs no login and no
cookie, so its pages ask for no csrf token: the address itself is what nobody can guess.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from bijeenkomsten import gastlinks, services
from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.forms import AnswerForm, GastForm
from bijeenkomsten.models import Bijeenkomst, Gast
from bijeenkomsten.notifications.meetings import when
from bijeenkomsten.services.gasten import why_not
from bijeenkomsten.views.access import about_meeting, open_to_guests
from communities import drempel
from communities.services.leden import holder_of
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]


@open_to_guests("GET", "POST")
def ask(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Take a sign-up of a guest, and say the same whatever is known of the address."""
    if request.user.is_authenticated:
        return redirect(f"{bijeenkomst.get_absolute_url()}#aanmelden")
    reason = why_not(bijeenkomst)
    data = request.POST if request.method == "POST" and not reason else None
    form = GastForm(data, bijeenkomst=bijeenkomst)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not drempel.passes(request, "gast"):
            return drempel.too_often(request)
        if _takes_another_mail(request, bijeenkomst, email):
            services.ask_as_guest(bijeenkomst=bijeenkomst, **form.cleaned_data)
        return redirect("bijeenkomsten:gast_gevraagd", bijeenkomst.slug)
    context = {"bijeenkomst": bijeenkomst, "when": when(bijeenkomst)}
    context |= {"form": form, "reason": reason}
    status = 422 if form.errors else 200
    return render(request, "bijeenkomsten/gast.html", context, status=status)


def _takes_another_mail(request: HttpRequest, bijeenkomst: Bijeenkomst, email: str) -> bool:
    """Count a mail to an address for this meeting, and for all: there may be many to fill in."""
    of_this = drempel.passes_for(request, "gast", f"{bijeenkomst.pk}:{email}")
    return of_this and drempel.passes_for(request, "gast_alle", email, drempel.OF_ALL_MEETINGS)


@open_to_guests("GET")
def asked(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "bijeenkomsten/gast_gevraagd.html", {"bijeenkomst": bijeenkomst})


@csrf_exempt
@needs(OPEN)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody comes; the button makes it so. A second time nothing happens."""
    row = _guest(gastlinks.CONFIRM, token)
    if row is None or not (row.confirmed_at or row.can_confirm):
        return _dead(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    meeting, error = row.bijeenkomst, ""
    if request.method == "POST" and row.confirmed_at is None:
        waits = request.POST.get("answer") == Answer.WAITING
        answer, form = Answer.WAITING if waits else Answer.YES, request.POST.get("form", "")
        try:
            services.confirm_guest(pk=row.pk, answer=answer, form=form)
        except services.BijeenkomstError as problem:
            error = str(problem)
        else:
            return _private(redirect(gastlinks.own_path(row.pk)))
    has_account = row.confirmed_at is None and holder_of(row.email) is not None
    chosen = row.form if row.form in meeting.forms else meeting.forms[0]
    context = {
        "gast": row,
        "bijeenkomst": meeting,
        "when": when(meeting),
        "form": Form(chosen),
        "is_full": chosen in meeting.full_forms,
        "other": next((f for f in meeting.forms if f not in {chosen, *meeting.full_forms}), None),
        "reason": why_not(meeting),
        "error": error,
        "has_account": has_account,
        "own": gastlinks.own_path(row.pk),
    }
    return _private(render(request, "bijeenkomsten/gast_bevestigen.html", context))


@csrf_exempt
@needs(OPEN)
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest the meeting and their answer, and take another one."""
    row = _guest(gastlinks.OWN, token)
    mine = row.bijeenkomst.answer_of(row) if row else None
    if row is None or mine is None:
        return _dead(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    meeting = row.bijeenkomst
    form = AnswerForm(
        request.POST if request.method == "POST" else None, bijeenkomst=meeting, mine=mine
    )
    if form.is_bound and form.is_valid():
        try:
            services.answer_as_guest(gast=row, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error("form" if getattr(error, "form", "") else "answer", str(error))
        else:
            return _private(redirect(request.path))
    if form.is_bound:
        form.offer_what_is_there()
    context = {"gast": row, "bijeenkomst": meeting, "mine": mine, "form": form}
    context |= {"when": when(meeting), "address": request.path}
    status = 422 if form.errors else 200
    return _private(render(request, "bijeenkomsten/gast_eigen.html", context, status=status))


@about_meeting("bijeenkomsten.change_bijeenkomst", "GET", "POST")
def sign_off(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
    """Ask an organiser whether it is certain, and sign a guest off, who gets a mail."""
    rows = bijeenkomst.gasten.filter(confirmed_at__isnull=False)
    row = get_object_or_404(rows, pk=number)
    if request.method != "POST":
        context = {"bijeenkomst": bijeenkomst, "gast": row}
        return render(request, "bijeenkomsten/gast_afmelden.html", context)
    try:
        services.sign_off_guest(actor=request.user, gast=row)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row.name} is afgemeld en krijgt er een mail over.")
    return redirect("bijeenkomsten:attendees", bijeenkomst.slug)


def _guest(purpose: str, token: str) -> Gast | None:
    pk = gastlinks.read(purpose, token)
    rows = Gast.objects.select_related("bijeenkomst__community", "bijeenkomst__kind")
    return rows.filter(pk=pk).first() if pk else None


def _dead(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "bijeenkomsten/gast_verlopen.html", status=404))


def _private(response: Any) -> Any:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
