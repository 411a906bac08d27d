"""On the desk: preparing an edition, letting it appear, and throwing it away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen.services import ChangedMeanwhileError
from handboek import services, uitgaven
from handboek.enums import RemovalState, UitgaveState
from handboek.forms import UitgaveForm
from handboek.models import Advies, Uitgave, Weglating
from handboek.views.uitgaven import fetch
from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import allowed

PAGE = 25
MOST = 20
CHANGED = "De naam of het voorwoord is net veranderd. Lees het nog eens, en besluit dan."


@only_with("handboek.make_uitgave", "GET")
def desk(request: HttpRequest) -> HttpResponse:
    """Show the edition that is made, what has to go, and those that appeared."""
    rows = Uitgave.objects.defer("waiting", "foreword")
    asked = Weglating.objects.filter(state=RemovalState.ASKED)
    context = {
        "busy": Uitgave.objects.exclude(state=UitgaveState.FINAL).first(),
        "removals": asked.select_related("rij__uitgave", "asked_by").order_by("pk")[:MOST],
        "page": Paginator(rows.final(), PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "handboek/uitgaven/redactie.html", context)


@only_with("handboek.make_uitgave", "GET", "POST")
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a foreword, and begin."""
    form = UitgaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.start_uitgave(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De uitgave wordt gemaakt. Je krijgt hier te zien hoe ver.")
            return redirect("handboek:uitgave_werk", made.year, made.number)
    context = {"form": form, "number": Advies.objects.published().count()}
    status = 422 if form.is_bound else 200
    return render(request, "handboek/uitgaven/nieuw.html", context, status=status)


@about("handboek.change_uitgave", ("GET",), fetch, "year", "number")
def work(request: HttpRequest, uitgave: Uitgave) -> HttpResponse:
    """Show how far it is, what stands in it, and what this person may do."""
    context: dict[str, Any] = {
        "uitgave": uitgave,
        "chapters": uitgaven.chapters_of(uitgave).defer("data"),
        "decides": allowed(request.user, "handboek.decide_uitgave", uitgave),
        "previous": Uitgave.objects.final().defer("waiting", "foreword").first(),
    }
    return render(request, "handboek/uitgaven/werk.html", context)


@about("handboek.change_uitgave", ("GET", "POST"), fetch, "year", "number")
def change(request: HttpRequest, uitgave: Uitgave) -> HttpResponse:
    """Change the name and the foreword."""
    before = Uitgave.objects.get(pk=uitgave.pk)
    form = UitgaveForm(request.POST if request.method == "POST" else None, instance=before)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_uitgave(actor=request.user, uitgave=uitgave, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, "Bewaard. Een andere redacteur laat de uitgave verschijnen.")
        return redirect("handboek:uitgave_werk", uitgave.year, uitgave.number)
    context = {"form": form, "uitgave": uitgave}
    status = 422 if form.is_bound else 200
    return render(request, "handboek/uitgaven/bewerk.html", context, status=status)


@about("handboek.decide_uitgave", ("POST",), fetch, "year", "number")
def publish(request: HttpRequest, uitgave: Uitgave) -> HttpResponse:
    """Let it appear, unless its words changed since they were read."""
    try:
        services.publish_uitgave(
            actor=request.user, uitgave=uitgave, seen=request.POST.get("seen", "")
        )
    except ChangedMeanwhileError:
        messages.error(request, CHANGED)
        return redirect("handboek:uitgave_werk", uitgave.year, uitgave.number)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("handboek:uitgave_werk", uitgave.year, uitgave.number)
    messages.success(request, f"{uitgave} is verschenen. Iedereen kan hem nu lezen.")
    return redirect(uitgave)


@about("handboek.change_uitgave", ("GET", "POST"), fetch, "year", "number")
def discard(request: HttpRequest, uitgave: Uitgave) -> HttpResponse:
    """Ask, and throw away what did not appear."""
    if request.method != "POST":
        return render(request, "handboek/uitgaven/weg.html", {"uitgave": uitgave})
    try:
        services.discard_uitgave(actor=request.user, uitgave=uitgave)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "De uitgave is weg. Het handboek veranderde niet.")
    return redirect("handboek:redactie_uitgaven")
