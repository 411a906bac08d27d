"""What other pages show of casussen; only what the reader may see, in a fixed number of queries."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from casussen.wittevlekken import provinces_without
from communities.enums import Audience
from communities.models import Community, Deelnemer
from netwerk.kern.policy import allowed

register = template.Library()
IN_COMMUNITY = 6
OF_PERSON = 6


@register.inclusion_tag("casussen/van_community.html", takes_context=True)
def casussen_van_community(context: Context, community: Community) -> dict[str, Any]:
    """Show the latest casussen of a community as a list without a heading, or an empty state."""
    user = context["user"]
    rows = Casus.objects.visible_to(user).in_community(community)
    found = list(rows.for_list()[: IN_COMMUNITY + 1])
    organises = user.is_authenticated and user.is_organiser(community.pk)
    return {
        "empty_provinces": provinces_without(rows) if found and organises else 0,
        "casussen": found[:IN_COMMUNITY],
        "more": len(found) > IN_COMMUNITY,
        "community": community,
        "may_add": allowed(user, "casussen.add_casus", community),
    }


@register.inclusion_tag("casussen/van_persoon.html", takes_context=True)
def casussen_van_persoon(
    context: Context, person: Deelnemer, seen_by: Audience | None = None
) -> dict[str, Any]:
    """Show the casussen that somebody holds and the reader may see, or nothing.

    With ``seen_by`` people look at their own page through the eyes of others.
    """
    rows = Casus.objects.visible_to(context["user"])
    if seen_by:
        rows = rows.open_to(person.roles if seen_by == Audience.COMMUNITIES else {})
    rows = rows.filter(casushouder=person, withdrawn_at__isnull=True)
    return {"casussen": rows.for_list().order_by("-created_at", "-pk")[:OF_PERSON]}


@register.inclusion_tag("casussen/nieuwe.html", takes_context=True)
def nieuwe_casussen(context: Context, n: int = 3) -> dict[str, Any]:
    """Show the newest casussen that were not withdrawn as a list, or an empty state."""
    rows = Casus.objects.visible_to(context["user"]).filter(withdrawn_at__isnull=True)
    return {"casussen": rows.for_list().order_by("-created_at", "-pk")[:n]}
