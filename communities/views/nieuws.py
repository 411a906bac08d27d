"""News of the network, for everybody: the list, one item, and the feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from communities import schema_org
from communities.models import Nieuwsbericht
from netwerk.kern import feeds
from netwerk.kern.pages import OneObjectMixin, PagesMixin
from netwerk.kern.policy import OPEN, PolicyMixin, needs
from netwerk.kern.tekst import opmaak

PER_PAGE = 20


class NieuwsView(PagesMixin, PolicyMixin, ListView):
    """What is published, newest first; drafts stand in beheer, for redacteuren too."""

    permission = OPEN
    template_name = "communities/nieuws.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> Any:
        """Return what everybody can read, without the texts."""
        return Nieuwsbericht.objects.published().defer("body", "search_vector")


class NieuwsberichtView(OneObjectMixin, DetailView):
    """One item; a redacteur also sees a draft, as a preview."""

    permission = "communities.view_nieuwsbericht"
    model = Nieuwsbericht
    template_name = "communities/nieuwsbericht.html"
    context_object_name = "nieuws"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what it is, for machines."""
        told = schema_org.nieuws(self.object)
        return super().get_context_data(schema_org=told, **kwargs)


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest items in Atom, with their whole texts."""
    rows = Nieuwsbericht.objects.published().defer("search_vector")[: feeds.ITEMS]
    return feeds.respond(
        request,
        title="Nieuws",
        about="Wat er nieuw is in het netwerk.",
        page=reverse("communities:nieuws"),
        items=[_item(nieuws) for nieuws in rows],
        licence=True,
    )


def _item(nieuws: Any) -> feeds.Item:
    html = format_html("{}{}", feeds.paragraph(nieuws.intro), opmaak.render(nieuws.body))
    moment = nieuws.published_at
    return feeds.Item(nieuws.title, nieuws.get_absolute_url(), html, moment, moment)
