"""New posts for a page that is open: a piece of HTML that a script puts in when the reader asks.

Without the script nothing is missing: the page itself shows the same posts when it comes again.
"""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import render
from django.urls import reverse

from communities import gespreksbeeld, ongelezen, services
from communities.bladeren import FORWARD, key_of
from communities.models import Gesprek
from communities.views.gesprekken import METHODS, subject_or_404
from netwerk.kern.policy import allowed, needs, require

MOST = 50


@needs("communities.view_gesprek")
def new_posts(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Answer with what came after post ``na`` (in one ``draad`` only), or 204 without a word.

    ``gezien`` says that the page showed everything up to there.
    """
    subject = subject_or_404(request.user, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(request.user, "communities.view_gesprek", talk)
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    after = key_of(request.GET.get("na")) or 0
    if request.GET.get("gezien") and talk.pk:
        _was_seen(request, talk, after)
    if talk.newest <= after:
        return HttpResponse(status=204)
    rows = gespreksbeeld.posts_of(talk).standing().filter(pk__gt=after)
    if thread := key_of(request.GET.get("draad")):
        rows = rows.filter(root=thread)
    posts = list(rows.order_by(*FORWARD)[:MOST])
    if not posts:
        return HttpResponse(status=204)
    lines = gespreksbeeld.lines_of(request.user, talk, posts, after)
    context = {
        "lines": list(lines.values()),
        "last": max(lines),
        "gesprek": talk,
        "writable": allowed(request.user, "communities.add_reactie", talk),
        "page": _as_on(request, talk, key_of(request.GET.get("draad"))),
    }
    return render(request, "communities/nieuwe_reacties.html", context)


def _was_seen(request: HttpRequest, talk: Gesprek, last: int) -> None:
    person: Any = request.user
    last = min(last, talk.newest)
    if not getattr(request, "inzage", None) and last > (ongelezen.read_to(person, talk) or 0):
        services.mark_read(actor=person, gesprek=talk, read_to=last)


def _as_on(request: HttpRequest, talk: Gesprek, thread: int | None) -> HttpRequest:
    """Return the request as the page makes it, for links that lead back to that page."""
    page = copy(request)
    page.GET = QueryDict()
    address = reverse("communities:thread", args=[thread]) if thread else talk.get_absolute_url()
    page.path = page.path_info = address
    page.META = {**request.META, "QUERY_STRING": ""}
    return page
