"""New public casussen, in Atom; with the choices of the list in the address."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from casussen.forms.vinden import CasusFilter
from casussen.models import Casus
from casussen.vinden import narrowed, prepared
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the casussen that everybody reads, those that changed last first."""
    nobody = AnonymousUser()
    chosen = prepared(CasusFilter(request.GET, user=nobody).usable)
    rows = narrowed(Casus.objects.visible_to(nobody), chosen).order_by("-updated_at", "-pk")
    return feeds.respond(
        request,
        title="Casussen",
        about="Openbare casussen van het netwerk, de laatst bijgewerkte eerst.",
        page=reverse("casussen:list"),
        items=[
            feeds.Item(
                casus.title,
                casus.get_absolute_url(),
                feeds.paragraph(casus.summary),
                casus.created_at,
                casus.updated_at,
                list(casus.themes.all()),
            )
            for casus in rows.prefetch_related("themes__schema")[: feeds.ITEMS]
        ],
        licence=True,
    )
