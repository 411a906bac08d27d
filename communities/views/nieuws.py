"""News of the network, for everybody: the list, one item, and the feed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from communities.models import Nieuwsbericht
from netwerk.kern.pages import OneObjectMixin, PagesMixin
from netwerk.kern.policy import OPEN, PolicyMixin, needs
from netwerk.kern.tekst import opmaak

PER_PAGE = 20
IN_FEED = 20


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


class NieuwsFeed(Atom1Feed):
    """A feed in which links to pages of ours lead to this site, wherever it is read."""

    def root_attributes(self) -> dict[str, str]:
        """Say from where addresses in the texts count."""
        attributes: dict[str, str] = super().root_attributes()
        return attributes | {"xml:base": settings.SITE_URL}


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest items in Atom, for programs that follow sites."""
    made = NieuwsFeed(
        title=f"Nieuws van het {settings.SITE_NAME}",
        description="Wat er nieuw is in het netwerk.",
        link=settings.SITE_URL + reverse("communities:nieuws"),
        feed_url=settings.SITE_URL + reverse("communities:nieuws_feed"),
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
    )
    for nieuws in Nieuwsbericht.objects.published().defer("search_vector")[:IN_FEED]:
        address = settings.SITE_URL + nieuws.get_absolute_url()
        made.add_item(
            title=nieuws.title,
            link=address,
            unique_id=address,
            description=f"<p>{escape(nieuws.intro)}</p>{opmaak.render(nieuws.body)}",
            pubdate=nieuws.published_at,
            updateddate=nieuws.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
