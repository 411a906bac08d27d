"""What a community wants to learn, on other pages; only what the reader may see."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus, Leervraag
from communities.models import Community
from netwerk.kern.policy import allowed

register = template.Library()
SHOWN = 5
OF_PERSON = 4


@register.inclusion_tag("casussen/leeragenda/van_community.html", takes_context=True)
def leeragenda_van_community(context: Context, community: Community) -> dict[str, Any]:
    """Show the first questions without an answer, with a way to the rest."""
    user = context["user"]
    rows = Leervraag.objects.visible_to(user).filter(community=community)
    return {
        "community": community,
        "leervragen": list(rows.waiting().select_related("community")[:SHOWN]),
        "total": rows.count(),
        "may_add": allowed(user, "casussen.add_leervraag", community),
    }


@register.inclusion_tag("casussen/leeragenda/van_casus.html", takes_context=True)
def leervragen_van_casus(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the questions of communities that this casus helps to answer; nothing when none."""
    rows = Leervraag.objects.visible_to(context["user"]).filter(casussen=casus)
    return {"leervragen": rows.select_related("community")}


@register.inclusion_tag("casussen/leeragenda/van_persoon.html", takes_context=True)
def mijn_leervragen(context: Context) -> dict[str, Any]:
    """Show the first questions of one's own communities; nothing when none."""
    user = context["user"]
    rows = Leervraag.objects.visible_to(user).waiting().filter(community__in=user.roles)
    ordered = rows.select_related("community").order_by("order", "community", "pk")[:OF_PERSON]
    return {
        "leervragen": ordered,
        "communities": list(dict.fromkeys(row.community for row in ordered)),
    }
