"""What a second reader does: answers of the rijk that wait, reading one, and deciding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen.services import ChangedMeanwhileError
from handboek import rijk, services
from handboek.forms import TeruggeefForm
from handboek.models import Rijksantwoord
from netwerk.kern.pages import View, about, only_with
from netwerk.kern.policy import allowed, visible

PAGE = 20
CHANGED = "De schrijver paste het antwoord net aan. Lees het nog eens."


def _antwoord(request: HttpRequest, pk: int) -> Rijksantwoord:
    rows = visible(request.user, rijk.with_question(Rijksantwoord.objects.all()))
    return get_object_or_404(rows, pk=pk)


def about_answer(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its answer: 404 before 403 before 405."""
    return about(permission, methods, _antwoord, "pk")


@only_with("handboek.view_redactie", "GET")
def queue(request: HttpRequest) -> HttpResponse:
    """Show the answers that wait for a second reader, the oldest first."""
    rows = rijk.with_question(visible(request.user, Rijksantwoord.objects.all()).waiting())
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return render(request, "handboek/rijk_redactie.html", {"page_obj": page})


@about_answer("handboek.view_rijksantwoord", "GET")
def read(request: HttpRequest, antwoord: Rijksantwoord) -> HttpResponse:
    """Show an answer beside the one that stands, with what this person may decide."""
    return _page(request, antwoord, TeruggeefForm())


def _page(
    request: HttpRequest, antwoord: Rijksantwoord, form: TeruggeefForm, status: int = 200
) -> HttpResponse:
    writer, vraag = antwoord.writer, antwoord.vraag
    context: dict[str, Any] = {
        "antwoord": antwoord,
        "vraag": vraag,
        "les": vraag.les,
        "form": form,
        "may_decide": allowed(request.user, "handboek.decide_rijksantwoord", antwoord),
        "mine": writer == request.user,
        "works_elsewhere": not antwoord.on_behalf and writer.organisatie_id != vraag.organisatie_id,
    }
    return render(request, "handboek/rijk_lees_na.html", context, status=status)


@about_answer("handboek.decide_rijksantwoord", "POST")
def place(request: HttpRequest, antwoord: Rijksantwoord) -> HttpResponse:
    """Let readers see it, unless its words changed since they were read."""
    try:
        vraag = services.place_rijksantwoord(
            actor=request.user, antwoord=antwoord, seen=request.POST.get("seen", "")
        )
    except ChangedMeanwhileError:
        messages.error(request, CHANGED)
        return redirect("handboek:rijk_lees_na", antwoord.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("handboek:redactie_rijk")
    messages.success(request, "Het antwoord staat bij de les. De schrijver krijgt een mail.")
    return redirect(vraag)


@about_answer("handboek.decide_rijksantwoord", "POST")
def give_back(request: HttpRequest, antwoord: Rijksantwoord) -> HttpResponse:
    """Give it back to its writer with the reason."""
    form = TeruggeefForm(request.POST)
    if not form.is_valid():
        return _page(request, antwoord, form, 422)
    try:
        services.return_rijksantwoord(actor=request.user, antwoord=antwoord, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Het antwoord is terug bij de schrijver, met jouw reden.")
    return redirect("handboek:redactie_rijk")
