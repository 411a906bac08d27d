"""What pages show of how adviezen are used: by an organisation, in a casus, on a list."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from communities.models import Organisatie
from handboek import meenemen, toegepast
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


@register.inclusion_tag("handboek/onderdelen/neem_mee.html", takes_context=True)
def neem_mee(context: Context, advies: Advies) -> dict[str, Any]:
    """Offer to put an advies on a list: one's own, or without an account one in an address."""
    user = context["request"].user
    signed_in = user.is_authenticated
    return {
        "advies": advies,
        "signed_in": signed_in,
        "item": Lijstitem.objects.visible_to(user).filter(advies=advies).first()
        if signed_in
        else None,
        "may": allowed(user, "handboek.list_advies", advies),
        "address": meenemen.address_of([advies.number]),
    }


def _shown(context: Context, rows: Any) -> dict[str, Any]:
    found = list(toegepast.with_all(rows)[: toegepast.MOST + 1])
    shown = toegepast.reports_shown(context["request"].user, found[: toegepast.MOST])
    return {"rows": shown, "more": len(found) > toegepast.MOST}
