"""The notice for beheerders that no mail goes out, and codes of mail servers in words."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from netwerk.kern.berichten import watch, words
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("beheer/postalarm.html", takes_context=True)
def postalarm(context: Context) -> dict[str, Any]:
    """Say since when no mail goes out; nothing, and no query, for who is no beheerder."""
    user = context.get("user")
    if user is None or not allowed(user, "berichten.manage_messages"):
        return {"stop": None}
    return {"stop": watch.current_stop(timezone.now())}


@register.filter
def waarom_terug(code: str) -> str:
    """Return in words why mail came back."""
    return words.of_bounce(code)
