"""The front of the handboek: ways in, and how the strength of an advies is computed."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handboek import schema_org
from handboek.enums import Level
from handboek.evidence import RULE
from handboek.forms import HandboekFilter
from handboek.models import Advies, Hoofdstuk
from handboek.waar import first_question
from netwerk.kern.policy import OPEN, allowed, needs
from netwerk.kern.tekst.sentences import sentences

NEW = 4
LINE = 110  # characters of an introduction beside a chapter
SHORT = {
    Level.SUSPECTED: "Eén casus zag dit.",
    Level.RECOGNISED: "Twee of meer organisaties zagen dit, elk in een eigen casus.",
    Level.SUBSTANTIATED: "Drie of meer, uit verschillende provincies en van verschillende kanten.",
}
ON_THE_LIST = {*HandboekFilter.base_fields, "pagina"}


@needs(OPEN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the ways in; who comes with words or a choice is sent on to the list."""
    if ON_THE_LIST & request.GET.keys():
        return redirect(f"{reverse('handboek:lijst')}?{request.GET.urlencode()}")
    adviezen = Advies.objects.published()
    context = {
        "schema_org": schema_org.book(),
        "number": adviezen.count(),
        "chapters": chapters(adviezen),
        "first": first_question(),
        "new": adviezen.select_related("hoofdstuk").order_by("-published_at", "-number")[:NEW],
        "levels": levels(),
        "sees_lessen": allowed(request.user, "handboek.view_lessen"),
    }
    return render(request, "handboek/index.html", context)


def chapters(adviezen: Any) -> list[dict[str, Any]]:
    """Return each chapter with how its introduction begins, and its number of adviezen."""
    held = dict(adviezen.order_by().values_list("hoofdstuk").annotate(number=Count("*")))
    return [
        {"row": row, "sentence": _first_words(row.intro), "number": held.get(row.pk, 0)}
        for row in Hoofdstuk.objects.all()
    ]


def _first_words(text: str) -> str:
    """Return the first sentence, and more while it stays one short line."""
    said = ""
    for sentence in sentences(text):
        if said and len(said) + len(sentence.text) > LINE:
            break
        said = f"{said} {sentence.text}".strip()
    return said


def levels() -> list[dict[str, Any]]:
    """Return each level with its word and its rule."""
    return [
        {"level": int(level), "word": level.label, "short": SHORT[level], "rule": RULE[level]}
        for level in Level
        if level
    ]


@needs(OPEN)
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Explain how the strength of an advies is computed."""
    return render(request, "handboek/bewijskracht.html", {"levels": levels()})
