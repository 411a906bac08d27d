"""The manual: its front page with a search box, one page, and all pages of a role to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerk.hulp import paginas, zoeken
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.zoeken.zoeken import normalise
from netwerk.views.beheer import may_open


@needs(OPEN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the pages by role, or those that hold the words of ``q``."""
    q = normalise(request.GET.get("q", ""))
    context = {
        "q": q,
        "hits": zoeken.search(q) if q else [],
        "parts": [
            {"role": role, "name": name, "text": text, "pages": paginas.of_role(role)}
            for role, (name, text) in paginas.ROLES.items()
        ],
    }
    return render(request, "netwerk/hulp.html", context)


@needs(OPEN)
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page."""
    found = paginas.ALL.get(slug)
    if found is None:
        raise Http404
    context = {"page": found, "is_closed": bool(found.link) and _is_closed(request, found.link)}
    return render(request, "netwerk/hulp_pagina.html", context)


def _is_closed(request: HttpRequest, address: str) -> bool:
    """Say whether this person is refused there; who is not signed in is asked to do that first."""
    path = address.partition("?")[0]
    return request.user.is_authenticated and not may_open(request.user, path, unsaid=True)


@needs(OPEN)
@require_safe
def manual(request: HttpRequest, role: str) -> HttpResponse:
    """Show all pages of a role below each other, to read on paper."""
    if role not in paginas.ROLES:
        raise Http404
    name, text = paginas.ROLES[role]
    context = {"name": name, "text": text, "pages": paginas.of_role(role)}
    return render(request, "netwerk/hulp_rol.html", context)
