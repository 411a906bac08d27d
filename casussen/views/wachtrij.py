"""Looking at what residents answered: place it, or not, and change one's mind."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen import herkenning, services
from casussen.enums import AntwoordState
from casussen.forms.inwoners import NietPlaatsenForm
from casussen.models import Inwonersantwoord, Inwonersvraag
from casussen.views.inwoners import about_inwonersvraag

PAGE_SIZE = 20
MAY = "casussen.change_inwonersvraag"
WORTH_A_LOOK = {
    herkenning.PERSON,
    herkenning.CAPITAL,
    herkenning.MAIL,
    herkenning.PHONE,
    herkenning.POSTCODE,
    herkenning.LINK,
}
TABS = {
    AntwoordState.WAITING: "Wacht",
    AntwoordState.PLACED: "Geplaatst",
    AntwoordState.REFUSED: "Niet geplaatst",
}
type OneView = Callable[[HttpRequest, Inwonersantwoord], HttpResponse]


@about_inwonersvraag(MAY, "GET")
def queue(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Show the answers of one state; of those that wait also the words to look at."""
    asked = request.GET.get("stand", "")
    state = asked if asked in AntwoordState.values else AntwoordState.WAITING
    rows = vraag.antwoorden.in_state(state).select_related("decided_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    counts = dict(vraag.antwoorden.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "vraag": vraag,
        "casus": vraag.casus,
        "page_obj": page,
        "state": state,
        "lines": with_hints(page.object_list, vraag),
        "tabs": [
            {
                "sleutel": value,
                "tekst": text,
                "url": f"?stand={value}",
                "aantal": counts.get(value, 0),
            }
            for value, text in TABS.items()
        ],
    }
    return render(request, "casussen/inwoners/wachtrij.html", context)


def with_hints(antwoorden: Any, vraag: Inwonersvraag) -> list[dict[str, Any]]:
    """Return each answer with the words in it that may be a name, an address or a link."""
    rows = list(antwoorden)
    waiting = any(row.state == AntwoordState.WAITING for row in rows)
    clues = herkenning.clues_of(vraag.casus) if waiting else {}
    lines = []
    for row in rows:
        row.vraag = vraag
        hits = []
        if row.state == AntwoordState.WAITING:
            found = herkenning.find({"antwoord": row.body}, clues)
            hits = [hit for hit in found if hit.why in WORTH_A_LOOK]
        lines.append({"antwoord": row, "hits": hits})
    return lines


def about_antwoord(*methods: str) -> Callable[[OneView], Any]:
    """Give a function view one answer to a question that this person moderates."""

    def decorate(view: OneView) -> Any:
        @about_inwonersvraag(MAY, *methods)
        def wrapped(request: HttpRequest, vraag: Inwonersvraag, nummer: int) -> HttpResponse:
            rows = vraag.antwoorden.select_related("vraag__casus")
            return view(request, get_object_or_404(rows, pk=nummer))

        return wrapped

    return decorate


@about_antwoord("POST")
def place(request: HttpRequest, antwoord: Inwonersantwoord) -> HttpResponse:
    """Let everybody read an answer."""
    try:
        services.place_inwonersantwoord(actor=request.user, antwoord=antwoord)
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het antwoord staat nu bij de vraag.")
    return _back(antwoord)


@about_antwoord("GET", "POST")
def refuse(request: HttpRequest, antwoord: Inwonersantwoord) -> HttpResponse:
    """Ask why, and keep the answer from being read."""
    form = NietPlaatsenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse_inwonersantwoord(
                actor=request.user, antwoord=antwoord, **form.cleaned_data
            )
        except services.CasusError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Het antwoord wordt niet geplaatst.")
        return _back(antwoord)
    vraag = antwoord.vraag
    context = {"antwoord": antwoord, "vraag": vraag, "casus": vraag.casus, "form": form}
    status = 422 if form.errors else 200
    return render(request, "casussen/inwoners/niet_plaatsen.html", context, status=status)


@about_antwoord("POST")
def undo(request: HttpRequest, antwoord: Inwonersantwoord) -> HttpResponse:
    """Put an answer back among those that wait."""
    try:
        services.undo_inwonersantwoord(actor=request.user, antwoord=antwoord)
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het antwoord wacht weer. Niemand leest het nu.")
    return _back(antwoord)


def _back(antwoord: Inwonersantwoord) -> HttpResponse:
    vraag = antwoord.vraag
    return redirect("casussen:inwonersantwoorden", vraag.casus.slug, vraag.pk)
