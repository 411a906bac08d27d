"""How somebody without an account would read a casus: its text, and its whole page."""

import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from casussen.models import Casus
from casussen.views.access import about_casus
from casussen.views.reading import CasusDetailView, facts, welfare, written_parts
from communities.enums import Visibility


@dataclass(frozen=True)
class Preview:
    """The public text of a casus, for ``casussen/openbare_tekst.html``."""

    casus: Casus
    parts: list[Any]
    welfare: dict[str, dict[str, str]]
    facts: list[tuple[str, str]]
    effects: list[Any]
    seen: list[Any]


def preview_of(casus: Casus) -> Preview:
    """Return what everybody would read, without a confidential passage."""
    return Preview(
        casus=casus,
        parts=written_parts(casus, confidential=False),
        welfare=welfare(casus),
        facts=[(name, value) for name, value in facts(casus) if value],
        effects=list(casus.afruil.select_related("theme", "group").order_by("pk")),
        seen=list(casus.ervaringen.select_related("generator").order_by("pk")),
    )


@about_casus("casussen.preview_publication", "GET")
def whole_page(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the page of the casus exactly as a visitor without an account would get it."""
    visitor = copy.copy(request)
    visitor.user = AnonymousUser()
    visitor._messages = []  # type: ignore[attr-defined]
    visitor.COOKIES, visitor.META = {}, dict(request.META)
    view = CasusDetailView()
    view.setup(visitor, slug=casus.slug)
    shown = view.queryset.get(pk=casus.pk)  # type: ignore[union-attr]
    shown.visibility = Visibility.PUBLIC  # of this object only, and it is not saved
    view.object = shown
    context = view.get_context_data(object=shown) | {"is_preview": True}
    response = view.render_to_response(context)
    response.render()
    response.headers["X-Robots-Tag"] = "noindex"
    return response
