"""What pages show of how it is with casussen later."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from casussen.models import Casus, Terugblik
from communities.models import Community
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak

register = template.Library()
IN_COMMUNITY = 10


@register.inclusion_tag("casussen/terugblikken.html", takes_context=True)
def terugblikken(context: Context, casus: Casus) -> dict[str, Any]:
    """Show what was told later, dated; to who may answer also what is asked or may be changed."""
    user = context["user"]
    rows = list(casus.terugblikken.select_related("answered_by"))
    confidential = allowed(user, "casussen.view_confidential", casus) if rows else False
    may_answer = bool(rows) and allowed(user, "casussen.answer_terugblik", casus)
    return {
        "casus": casus,
        "told": [
            {"row": row, "html": opmaak.render(row.body, confidential=confidential)}
            for row in rows
            if row.answered_at
        ],
        "open": [row for row in rows if not row.answered_at] if may_answer else [],
        "may_answer": may_answer,
        "names": user.is_authenticated and user.in_network,
    }


@register.inclusion_tag("casussen/terugblikken_van_community.html", takes_context=True)
def terugblikken_van_community(context: Context, community: Community) -> dict[str, Any]:
    """Show an organiser which casussen of the community wait for an answer, the oldest first."""
    user = context["user"]
    if not (user.is_authenticated and user.is_organiser(community.pk)):
        return {"rows": []}
    waiting = Terugblik.objects.visible_to(user).waiting().filter(casus__community=community)
    due = waiting.filter(due_on__lte=timezone.localdate())
    found = list(
        due.select_related("casus__casushouder").order_by("due_on", "pk")[: IN_COMMUNITY + 1]
    )
    return {"rows": found[:IN_COMMUNITY], "more": len(found) > IN_COMMUNITY}
