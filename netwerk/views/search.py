"""Search over everything that you may see, in every app at once."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerk.kern import subjects
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.zoeken.zoeken import build_query, normalise

PREVIEW = 4
PAGE = 20


@needs(OPEN)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show results by kind; ``soort`` opens one kind, with pages.

    Rows are filtered by ``visible_to`` before they are matched, counted and ranked.
    """
    typed = normalise(request.GET.get("q", ""))
    kind = request.GET.get("soort", "")
    query = build_query(typed)
    groups = _groups(request.user, query) if query else []
    wider = None if groups else build_query(typed, any_word=True)
    if wider and wider != query:
        groups = _groups(request.user, wider)
    chosen = next((group for group in groups if group["kind"] == kind), None)
    context = {
        "q": typed,
        "groups": groups,
        "chosen": chosen,
        "total": sum(group["count"] for group in groups),
        "page": None,
        "wider": bool(groups and wider),
    }
    if chosen:
        page = Paginator(chosen["rows"], PAGE).get_page(request.GET.get("pagina"))
        context["page"] = page
        context["results"] = _results(chosen["subject"], page.object_list)
    else:
        for group in groups:
            group["results"] = _results(group["subject"], group["rows"][:PREVIEW])
    return render(request, "netwerk/zoeken.html", context)


def _groups(user: Any, query: SearchQuery) -> list[dict[str, Any]]:
    found = []
    for subject in subjects.all_subjects():
        if subject.search is None:
            continue
        rows = subject.search(subject.visible_to(user), query)
        if count := rows.count():
            kind = subject.model._meta.model_name
            found.append({"kind": kind, "subject": subject, "rows": rows, "count": count})
    return sorted(found, key=lambda group: -group["count"])


def _results(subject: subjects.Subject, rows: Any) -> list[dict[str, str]]:
    return [
        {
            "title": subject.title(row),
            "url": subject.url(row),
            "summary": subject.summary(row) if subject.summary else "",
        }
        for row in rows
    ]
