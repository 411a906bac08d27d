"""What other pages show of topics, of polls, and of what waits for a moderator."""

from typing import Any

from django import template
from django.template.context import Context

from communities.inzage import looks_along
from communities.models import Community, Gesprek, Zaak
from communities.peilingen import beelden
from netwerk.kern.policy import allowed

register = template.Library()
NEWEST = 5
MOST_POLLS = 10  # at one conversation; older ones keep their own address


@register.inclusion_tag("communities/onderwerpen/van_community.html", takes_context=True)
def onderwerpen_van_community(context: Context, community: Community) -> dict[str, Any]:
    """Show the liveliest topics of a community to its members, with a way to the rest."""
    user = context["user"]
    if not allowed(user, "communities.view_inside", community):
        return {}
    newest = list(community.onderwerpen.for_list()[:NEWEST])
    for onderwerp in newest:
        onderwerp.community = community
    return {
        "community": community,
        "onderwerpen": newest,
        "total": community.onderwerpen.standing().count(),
        "may_add": allowed(user, "communities.add_onderwerp", community),
    }


@register.inclusion_tag("communities/peilingen/bij_gesprek.html", takes_context=True)
def peilingen(context: Context, gesprek: Gesprek) -> dict[str, Any]:
    """Show the polls in a conversation; who reads it sees them, who writes in it chooses."""
    request = context["request"]
    rows = list(gesprek.peilingen.all()[:MOST_POLLS]) if gesprek.pk else []
    return {
        "request": request,
        "beelden": beelden(request.user, rows, looks_along=looks_along(request)),
    }


@register.inclusion_tag("communities/gesprek_beheer.html", takes_context=True)
def gesprek_beheer(context: Context, gesprek: Gesprek) -> dict[str, Any]:
    """Show what can be done with a conversation as a whole: a poll, closing it."""
    user = context["request"].user
    return {
        "gesprek": gesprek,
        "may_ask": allowed(user, "communities.add_reactie", gesprek),
        "may_close": allowed(user, "communities.close_gesprek", gesprek),
    }


@register.inclusion_tag("communities/moderatie/wacht.html", takes_context=True)
def wacht_op_besluit(context: Context, community: Community) -> dict[str, Any]:
    """Tell who decides that something was reported in a community; nothing when none."""
    rows = Zaak.objects.to_decide_by(context["user"]).filter(community=community)
    return {"number": rows.count()}
