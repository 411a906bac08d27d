"""The notice on pages of beheer that the statement about accessibility is too old."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from communities.models import Toegankelijkheidsverklaring
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("beheer/verklaringsalarm.html", takes_context=True)
def verklaringsalarm(context: Context) -> dict[str, Any]:
    """Say what is too old; nothing, and no query, for who cannot mend it."""
    user = context.get("user")
    if user is None or not allowed(user, "communities.state_accessibility"):
        return {"warnings": []}
    statement = Toegankelijkheidsverklaring.objects.current()
    return {"warnings": statement.warnings(timezone.localdate())}
