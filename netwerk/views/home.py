"""The front page: what the network is, and what anyone may read of it today."""

from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Bijeenkomst
from casussen.models import Casus
from communities.models import Community, Nieuwsbericht
from netwerk.kern import schema_org
from netwerk.kern.policy import OPEN, needs

NEWS = 3  # on the page; the rest is one click away


@needs(OPEN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the idea, the communities, the map, casussen, the handboek, the agenda and news."""
    context = {
        "schema_org": _whole(),
        "communities": communities_with_counts(request.user),
        "per_province": per_province(Casus.objects.visible_to(request.user)),
        "news": Nieuwsbericht.objects.published().defer("body", "search_vector")[:NEWS],
    }
    return render(request, "netwerk/home.html", context)


def _whole() -> dict[str, Any]:
    """Return the site and who it is of, for machines."""
    found = schema_org.address(f"{reverse('search')}?q={{woorden}}")
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": found},
        "query-input": "required name=woorden",
    }
    more = {"inLanguage": settings.LANGUAGE_CODE, "publisher": schema_org.network()}
    home = reverse("home")
    return schema_org.thing("WebSite", home, settings.SITE_NAME, potentialAction=search, **more)


def communities_with_counts(user: Any) -> QuerySet[Community]:
    """Return the communities with what this person may see of them: casussen and next date."""
    seen = Casus.objects.visible_to(user).order_by()
    led = seen.filter(community=OuterRef("pk")).values("community").annotate(number=Count("pk"))
    shared = seen.filter(communities=OuterRef("pk")).values("communities")
    shared = shared.annotate(number=Count("pk"))
    meetings = (
        Bijeenkomst.objects.visible_to(user)
        .upcoming()
        .filter(community=OuterRef("pk"))
        .exclude(status=Status.CANCELLED)
    )
    return Community.objects.annotate(
        casus_count=Coalesce(Subquery(led.values("number")), 0)
        + Coalesce(Subquery(shared.values("number")), 0),
        next_meeting=Subquery(meetings.values("starts_at")[:1]),
    )


def per_province(casussen: QuerySet[Casus]) -> dict[str, int]:
    """Return {province: number of casussen}, by the notation of the vocabulary."""
    rows = casussen.order_by().values("provinces__notation").annotate(number=Count("pk"))
    return {row["provinces__notation"]: row["number"] for row in rows}
