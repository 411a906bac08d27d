"""What produced brede welvaart, on the page of a casus."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("casussen/generatoren/van_casus.html", takes_context=True)
def generatoren_van_casus(context: Context, casus: Casus) -> dict[str, Any]:
    """Show how the generatoren of a casus went; to its writers also that there are none yet."""
    rows = casus.ervaringen.select_related("generator").best_first()
    return {
        "casus": casus,
        "ervaringen": list(rows),
        "may_change": allowed(context["user"], "casussen.change_casus", casus),
    }
