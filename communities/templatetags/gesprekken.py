"""``{% gesprek object %}``: the conversation about a subject, newest threads first, with its form.

The number of queries does not depend on the number of posts.
"""

from typing import Any

from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.template.context import Context

from communities import bladeren, gespreksbeeld, lezing
from communities.models import THREADS_PER_PAGE, Community, Gesprek, Reactie
from communities.schrijfvak import form_for
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("communities/gesprek.html", takes_context=True)
def gesprek(context: Context, subject: Model) -> dict[str, Any]:
    """Show the conversation about a registered subject, or one sentence to who may not read."""
    request: HttpRequest = context["request"]
    shown: dict[str, Any] = {
        "request": request,
        "user": request.user,
        "in_community": isinstance(subject, Community),
    }
    if not (request.user.is_authenticated and request.user.in_network):
        return shown
    talk = gespreksbeeld.talk_about(request, subject)
    if not allowed(request.user, "communities.view_gesprek", talk):
        return shown
    shown |= {"readable": True, "gesprek": talk, "total": 0, "here": set()}
    shown["writable"] = allowed(request.user, "communities.add_reactie", talk)
    if talk.pk:
        shown |= _threads(request, talk)
    if shown["writable"]:
        shown |= form_for(request, talk, shown["here"])
    return shown


def _threads(request: HttpRequest, talk: Gesprek) -> dict[str, Any]:
    rows = gespreksbeeld.threads_of(talk)
    leaf = bladeren.leaf(rows, request.GET.dict(), THREADS_PER_PAGE, newest_first=True)
    reading = lezing.begin(request.user, talk)
    page = gespreksbeeld.threads(request.user, talk, leaf.posts, reading.seen)
    lezing.done(request, talk, reading, page.keys, more_follows=leaf.has_newer)
    return {
        "threads": page.threads,
        "here": page.keys,
        "answer": page.answer,
        "answer_url": page.answer and _place(page.answer.reactie, page.keys),
        "total": talk.reacties.standing().count(),
        "older": leaf.older,
        "newer": leaf.newer,
        "news": reading.news,
        "news_url": reading.first_url(page.keys),
    }


def _place(post: Reactie, here: set[int]) -> str:
    """Return where a post stands: on this page, or at its lasting address."""
    return f"#reactie-{post.pk}" if post.pk in here else post.get_absolute_url()
