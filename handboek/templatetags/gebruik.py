"""What pages show of how adviezen are used: by an organisation, or in a casus."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from communities.models import Organisatie
from handboek import toegepast
from handboek.models import Toepassing

register = template.Library()


@register.inclusion_tag("handboek/onderdelen/toegepast_elders.html", takes_context=True)
def toegepast_door(context: Context, organisatie: Organisatie) -> dict[str, Any]:
    """Show which adviezen an organisation applied, the newest first."""
    return _shown(context, Toepassing.objects.placed().filter(organisatie=organisatie))


@register.inclusion_tag("handboek/onderdelen/toegepast_elders.html", takes_context=True)
def toegepast_in(context: Context, casus: Casus) -> dict[str, Any]:
    """Show which adviezen were applied in a casus, the newest first."""
    return _shown(context, Toepassing.objects.placed().filter(casus=casus))


def _shown(context: Context, rows: Any) -> dict[str, Any]:
    found = list(toegepast.with_all(rows)[: toegepast.MOST + 1])
    shown = toegepast.reports_shown(context["request"].user, found[: toegepast.MOST])
    return {"rows": shown, "more": len(found) > toegepast.MOST}
