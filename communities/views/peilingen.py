"""Polls in a conversation: ask, choose once, close."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from communities import services
from communities.forms.onderwerpen import PeilingForm
from communities.inzage import looks_along
from communities.models import Gesprek, Peiling
from communities.peilingen import beelden
from communities.views.gesprekken import subject_or_404
from netwerk.kern import subjects
from netwerk.kern.policy import needs, require

METHODS = ["GET", "HEAD", "POST"]


@needs("communities.add_reactie")
def create(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Ask something in the conversation about a subject."""
    me: Any = request.user
    subject = subject_or_404(me, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(me, "communities.add_reactie", talk)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = PeilingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.start_peiling(
                actor=me,
                subject=subject,
                question=form.cleaned_data["question"],
                answers=form.cleaned_data["answers"],
                closes_at=form.closes_at,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Je peiling staat bij het gesprek.")
            return redirect(f"{talk.get_absolute_url()}#peilingen")
    context = {"form": form, "gesprek": talk, "title": subjects.of(subject).title(subject)}
    status = 422 if form.errors else 200
    return render(request, "communities/peilingen/formulier.html", context, status=status)


def _peiling_or_404(request: HttpRequest, pk: int) -> Peiling:
    rows = Peiling.objects.visible_to(request.user).select_related("gesprek")
    return get_object_or_404(rows, pk=pk)


@needs("communities.view_peiling")
def peiling(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one poll by itself; the address lasts."""
    found = _peiling_or_404(request, pk)
    require(request.user, "communities.view_peiling", found)
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    return _page(request, found, "")


@needs("communities.vote")
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose an answer, once."""
    me: Any = request.user
    found = _peiling_or_404(request, pk)
    require(me, "communities.vote", found)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = request.POST.get("optie", "")
    valid = asked.isascii() and asked.isdecimal() and len(asked) < 19
    optie = found.opties.filter(pk=asked).first() if valid else None
    if optie is None:
        return _page(request, found, "Kies eerst een antwoord.")
    try:
        services.vote(actor=me, optie=optie)
    except ValidationError as error:
        return _page(request, found, " ".join(error.messages))
    messages.success(request, "Je keuze is bewaard. Niemand anders ziet wat je koos.")
    return redirect(f"{found.gesprek.get_absolute_url()}#peiling-{found.pk}")


def _page(request: HttpRequest, found: Peiling, error: str) -> HttpResponse:
    """Show the poll on its own page, with what went wrong."""
    [beeld] = beelden(request.user, [found], looks_along=looks_along(request))
    subject: Any = found.gesprek.subject
    target = f"optie-{beeld.opties[0].pk}" if beeld.may_vote else ""
    context = {
        "beeld": beeld,
        "error": error,
        "fouten": [{"tekst": error, "doel": target}] if error else [],
        "title": subjects.of(subject).title(subject),
        "gesprek": found.gesprek,
    }
    status = 422 if error else 200
    return render(request, "communities/peilingen/peiling.html", context, status=status)


@needs("communities.close_peiling")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then show everybody the outcome."""
    me: Any = request.user
    found = _peiling_or_404(request, pk)
    require(me, "communities.close_peiling", found)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method != "POST" and not found.is_closed:
        return render(request, "communities/peilingen/sluiten.html", {"peiling": found})
    if request.method == "POST":
        try:
            services.close_peiling(actor=me, peiling=found)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, "De peiling is gesloten. Iedereen ziet nu de uitkomst.")
    return redirect(f"{found.gesprek.get_absolute_url()}#peiling-{found.pk}")
