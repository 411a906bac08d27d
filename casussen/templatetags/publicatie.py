"""How far a casus is on its way to the public, lightly, for who writes it."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus
from casussen.weg import way_of
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("casussen/publicatiestand.html", takes_context=True)
def publicatiestand(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the steps to the writers, with whose turn it is; to others nothing."""
    if not allowed(context["user"], "casussen.request_publication", casus):
        return {}
    return {"casus": casus, "way": way_of(casus)}
