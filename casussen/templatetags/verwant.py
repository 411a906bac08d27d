"""What a casus shows of the casussen that belong to it."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from casussen.services.verwant import MOST_RELATED
from netwerk.kern.policy import visible

register = template.Library()


@register.inclusion_tag("casussen/verwante_casussen.html", takes_context=True)
def verwante_casussen(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the casussen linked to this one that the reader may see; nothing when none."""
    rows: Any = visible(context["user"], Casus.objects.filter(related=casus))
    return {"casussen": rows.for_list()[:MOST_RELATED]}
