"""The page of one thread: a post with all its answers, in the order in which they came."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from communities import bladeren, gespreksbeeld, lezing
from communities.models import Gesprek, Reactie
from communities.schrijfvak import form_for
from communities.views.gesprekken import METHODS, reactie_or_404
from netwerk.kern import subjects
from netwerk.kern.policy import allowed, needs

ANSWERS_PER_PAGE = 50


@needs("communities.view_reactie")
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the answers from the first on; an answer leads to its place in its thread."""
    begin = reactie_or_404(request, pk)
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    if begin.root_id:
        return redirect(begin.place())
    context = _answers(request, begin)
    if context["writable"]:
        context |= form_for(request, begin.gesprek, context["here"], begin)
    return render(request, "communities/thread.html", context)


def _answers(request: HttpRequest, begin: Reactie) -> dict[str, Any]:
    talk, user = begin.gesprek, request.user
    rows = gespreksbeeld.posts_of(talk).filter(root=begin)
    leaf = bladeren.leaf(rows, request.GET.dict(), ANSWERS_PER_PAGE, newest_first=False)
    roots = [] if leaf.has_older else list(gespreksbeeld.posts_of(talk).filter(pk=begin.pk))
    reading = lezing.begin(user, talk)
    lines = gespreksbeeld.lines_of(user, talk, [*roots, *leaf.posts], reading.seen)
    if not _skips(user, talk, reading, set(lines)):
        lezing.done(request, talk, reading, set(lines))
    return {
        "begin": begin,
        "here": set(lines),
        "first": lines.pop(begin.pk, None),
        "answers": list(lines.values()),
        "total": begin.thread.count(),
        "older": leaf.older,
        "newer": leaf.newer,
        "gesprek": talk,
        "about": subjects.of(talk.subject).title(talk.subject) if talk.subject else "",
        "writable": allowed(user, "communities.add_reactie", talk),
    }


def _skips(user: Any, talk: Gesprek, reading: lezing.Reading, here: set[int]) -> bool:
    """Say whether something new elsewhere in the conversation would count as read with this."""
    if not reading.news.number:
        return False
    last = max(here, default=0)
    rows = talk.reacties.standing().filter(pk__gt=reading.seen, pk__lt=last)
    return bool(rows.exclude(pk__in=here).exclude(author=user).exists())
