"""What pages show of how adviezen are used: by an organisation, in a casus, on a list."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from communities.models import Organisatie
from handboek import herkend, meenemen, toegepast
from handboek.models import Advies, Lijstitem, Toepassing
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("handboek/onderdelen/toegepast_elders.html", takes_context=True)
def toegepast_door(context: Context, organisatie: Organisatie) -> dict[str, Any]:
    """Show which adviezen an organisation applied, the newest first."""
    return _shown(context, Toepassing.objects.placed().filter(organisatie=organisatie))


@register.inclusion_tag("handboek/onderdelen/toegepast_elders.html", takes_context=True)
def toegepast_in(context: Context, casus: Casus) -> dict[str, Any]:
    """Show which adviezen were applied in a casus, the newest first."""
    return _shown(context, Toepassing.objects.placed().filter(casus=casus))


@register.inclusion_tag("handboek/onderdelen/herkend_bij.html", takes_context=True)
def herkend_bij(context: Context, casus: Casus) -> dict[str, Any]:
    """Show what a casus says of lessen of others, and what others say of those learned here."""
    user = context["request"].user
    return {
        "said": herkend.said_in(user, casus)[: herkend.MOST],
        "heard": herkend.heard_about(user, casus, herkend.MOST),
    }


@register.inclusion_tag("handboek/onderdelen/neem_mee.html", takes_context=True)
def neem_mee(context: Context, advies: Advies) -> dict[str, Any]:
    """Offer to put an advies on a list: one's own, or without an account one in an address."""
    user, query = context["request"].user, context["request"].GET
    signed_in = user.is_authenticated
    along = None if signed_in else meenemen.along_of(user, query)
    return {
        "advies": advies,
        "signed_in": signed_in,
        "item": Lijstitem.objects.visible_to(user).filter(advies=advies).first()
        if signed_in
        else None,
        "may": allowed(user, "handboek.list_advies", advies),
        "along": along,
        "address": meenemen.address_of(dict.fromkeys([*along.numbers, advies.number]))
        if along
        else "",
    }


@register.simple_tag(takes_context=True)
def wat_mee(context: Context) -> meenemen.Along:
    """Return the list that this reader adds to, for the cards and the bar under them."""
    request = context["request"]
    return meenemen.along_of(request.user, request.GET)


def _shown(context: Context, rows: Any) -> dict[str, Any]:
    found = list(toegepast.with_all(rows)[: toegepast.MOST + 1])
    shown = toegepast.reports_shown(context["request"].user, found[: toegepast.MOST])
    return {"rows": shown, "more": len(found) > toegepast.MOST}
