"""How the network, or one community, is spread, and whom it still lacks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from communities import balans
from communities.models import Community
from communities.views.communities import tabs
from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import visible


@only_with("communities.view_network_balans", "GET")
def network(request: HttpRequest) -> HttpResponse:
    """Show the balance of the whole network; an invitation begins with choosing a community."""
    context = _picture(None) | {
        "communities": [
            (
                community,
                reverse("communities:balans", args=[community.slug]),
                balans.invite_url(community),
            )
            for community in Community.objects.running()
        ]
    }
    return render(request, "beheer/balans_netwerk.html", context)


def _community(request: HttpRequest, slug: str) -> Community:
    return get_object_or_404(visible(request.user, Community.objects.all()), slug=slug)


@about("communities.view_balans", ("GET",), _community)
def community(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the balance of one community to its organisers."""
    context = _picture(community) | {
        "community": community,
        "invite": balans.invite_url(community),
        "tabs_community": tabs(community, request.user),
    }
    return render(request, "communities/balans.html", context)


def _picture(community: Community | None) -> dict[str, Any]:
    people = balans.people_of(community)
    return {"balance": balans.balance(people), "areas": balans.areas(people)}
