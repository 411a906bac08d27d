"""What a post said before it was changed, for whoever may read the post."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from communities.models import Reactie, ReactieVersie
from communities.views.gesprekken import METHODS, reactie_or_404
from netwerk.kern.policy import needs
from netwerk.kern.tekst import opmaak
from netwerk.kern.tekst.verschil import Line, lines_of, word_diff

PAGE_SIZE = 10


@dataclass(frozen=True)
class Change:
    """One time that the text was changed, with the words that went and came."""

    at: datetime | None
    lines: list[Line]


@needs("communities.view_reactie")
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show each change of a post, newest first; nothing of a post that was removed."""
    found = reactie_or_404(request, pk)
    if found.removed_at is not None:
        raise Http404
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    page = Paginator(found.versies.all(), PAGE_SIZE).get_page(request.GET.get("pagina"))
    versions = list(page.object_list)
    if not versions:
        return redirect(found.place())
    context = {
        "reactie": found,
        "page_obj": page,
        "changes": _changes(found, versions),
        "first": None if page.has_next() else versions[-1],
    }
    return render(request, "communities/reactie_geschiedenis.html", context)


def _changes(reactie: Reactie, versions: list[ReactieVersie]) -> list[Change]:
    """Compare each text with the one that came after it, which the newest has on another page.

    What the post itself does not show, because somebody marked it as confidential, stays out.
    """
    later = reactie.versies.filter(pk__gt=versions[0].pk).order_by("pk").first()
    at, after = (later.written_at, later.body) if later else (reactie.edited_at, reactie.body)
    changes = []
    for version in versions:
        before, then = opmaak.without_confidential(version.body), opmaak.without_confidential(after)
        changes.append(Change(at, lines_of(word_diff(before, then))))
        at, after = version.written_at, version.body
    return changes
