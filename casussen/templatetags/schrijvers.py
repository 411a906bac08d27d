"""What a casus shows of who is asked to write along."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.models import Casus, Schrijfuitnodiging
from netwerk.kern.policy import visible

register = template.Library()


@register.inclusion_tag("casussen/uitnodiging_melding.html", takes_context=True)
def uitnodiging_voor_casus(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the reader that they are asked to join this casus; nothing to anybody else."""
    user = context["user"]
    if not user.is_authenticated:
        return {}
    rows = visible(user, Schrijfuitnodiging.objects.waiting()).select_related("invited_by")
    return {"invitation": rows.filter(casus=casus).first()}
