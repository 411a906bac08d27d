"""The course of a casus, for its casusgroep."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from netwerk.kern.policy import allowed

register = template.Library()
SHOWN = 12


@register.inclusion_tag("casussen/casusverloop.html", takes_context=True)
def casusverloop(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the changes of stage, newest first, to the casusgroep; to others nothing."""
    if not allowed(context["user"], "casussen.view_confidential", casus):
        return {"changes": []}
    rows = casus.fasewissels.select_related("changed_by")
    return {"changes": list(rows[:SHOWN])}
