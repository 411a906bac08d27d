"""By question: a reader says where they stand, and gets a short list in order."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from handboek import chain, meenemen, waar
from handboek.enums import Kind
from handboek.sources import Reader
from netwerk.kern.policy import OPEN, needs

SHORT = 10
QUESTIONS = "vragen"  # the part of the page where the next question stands
type Query = list[tuple[str, str]]


@needs(OPEN)
@require_safe
def waar_sta_je(request: HttpRequest) -> HttpResponse:
    """Show the questions with what each answer leaves, and what fits the answers so far."""
    answers = waar.read(request.GET.dict())
    kind = request.GET.get("soort", "")
    kind = kind if kind in Kind.values else ""
    rows = waar.fitting(answers, kind).with_sources().prefetch_related(*_fields(answers))
    page = Paginator(rows, SHORT).get_page(request.GET.get("pagina"))
    reader = Reader.of_adviezen(request.user, page.object_list)
    asked = [waar.asked(question, answers, kind) for question in waar.QUESTIONS]
    list_along = [(meenemen.ALONG, meenemen.along_of(request.user, request.GET).joined)]
    stays = [("soort", kind), *list_along]
    first = next((row.question.name for row in asked if not row.given), "")
    context = {
        "questions": [
            _shown(row, answers, stays) | {"open": row.question.name == first} for row in asked
        ],
        "chips": [
            {"text": str(begrip), "url": _address(_without(answers, name), stays)}
            for name, begrip in answers.items()
        ],
        "clear_url": _address({}, stays) if answers else "",
        "kind": kind,
        "everything_url": _address(answers, list_along),
        "page": page,
        "results": [
            chain.card_shown(row, reader) | {"reasons": waar.reasons(row, answers)}
            for row in page.object_list
        ],
    }
    return render(request, "handboek/waar_sta_je.html", context)


def _fields(answers: waar.Answers) -> list[str]:
    """Return the fields with more values that the reasons are read from."""
    asked = (row for row in waar.QUESTIONS if row.name in answers)
    return [question.field for question in asked if not question.is_single]


def _shown(asked: waar.Asked, answers: waar.Answers, stays: Query) -> dict[str, Any]:
    name = asked.question.name
    return {
        "name": name,
        "text": asked.question.text,
        "given": asked.given,
        "undo_url": _address(_without(answers, name), stays) if asked.given else "",
        "answers": [
            {
                "label": answer.begrip.label,
                "number": answer.number,
                "is_chosen": answer.is_chosen,
                "url": f"{_address({**answers, name: answer.begrip}, stays)}#{QUESTIONS}"
                if answer.number
                else "",
            }
            for answer in asked.answers
        ],
    }


def _without(answers: waar.Answers, name: str) -> dict[str, Any]:
    return {key: begrip for key, begrip in answers.items() if key != name}


def _address(answers: waar.Answers, stays: Query) -> str:
    """Return the address of these answers, in the order of the questions: it can be shared."""
    chosen = [
        (row.name, answers[row.name].notation) for row in waar.QUESTIONS if row.name in answers
    ]
    rest = [(name, value) for name, value in stays if value]
    query = urlencode([*chosen, *rest])
    return reverse("handboek:waar") + (f"?{query}" if query else "")
