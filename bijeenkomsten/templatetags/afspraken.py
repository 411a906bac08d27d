"""What the page of a meeting shows of what was agreed before, and of how it was."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Actiepunt, Bijeenkomst, EvaluatieGegeven, Nabeeld
from bijeenkomsten.services import evaluation_open
from netwerk.kern.policy import allowed

register = template.Library()
MOST = 20


@register.inclusion_tag("bijeenkomsten/nog_open.html", takes_context=True)
def nog_open(context: Context, bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    """Show what is still to be done of earlier meetings, at the next meeting of the community."""
    user = context["user"]
    if not user.is_authenticated or bijeenkomst.is_past or bijeenkomst.is_cancelled:
        return {"punten": []}
    same = Bijeenkomst.objects.filter(community=bijeenkomst.community_id)
    sooner = same.filter(
        status=Status.PLANNED, ends_at__gte=timezone.now(), starts_at__lt=bijeenkomst.starts_at
    )
    if sooner.exists():
        return {"punten": []}
    rows = Actiepunt.objects.visible_to(user).open()
    rows = rows.filter(
        bijeenkomst__community=bijeenkomst.community_id,
        bijeenkomst__starts_at__lt=bijeenkomst.starts_at,
    )
    return {"punten": rows.select_related("bijeenkomst", "owner")[:MOST]}


@register.inclusion_tag("bijeenkomsten/na_afloop.html", takes_context=True)
def na_afloop(context: Context, bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    """Ask who was there what they thought of it; later, show them where to read that."""
    user = context["user"]
    may_read = allowed(user, "bijeenkomsten.view_evaluatie", bijeenkomst)
    asks = (
        may_read
        and evaluation_open(bijeenkomst)
        and allowed(user, "bijeenkomsten.give_evaluatie", bijeenkomst)
        and not EvaluatieGegeven.objects.filter(bijeenkomst=bijeenkomst, deelnemer=user).exists()
    )
    return {"bijeenkomst": bijeenkomst, "may_read": may_read, "asks": asks}


@register.inclusion_tag("bijeenkomsten/terugblik_van.html", takes_context=True)
def terugblik_van(context: Context, bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    """Show how it was to who may read that; who writes about the meeting begins here."""
    user = context["user"]
    if not bijeenkomst.is_past:
        return {}
    row = Nabeeld.objects.visible_to(user).filter(bijeenkomst=bijeenkomst).first()
    if row is not None:
        row.bijeenkomst = bijeenkomst
    return {
        "bijeenkomst": bijeenkomst,
        "nabeeld": row,
        "may_write": row is None and allowed(user, "bijeenkomsten.write_nabeeld", bijeenkomst),
    }
