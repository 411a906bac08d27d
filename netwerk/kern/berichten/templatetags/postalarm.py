"""The notice for beheerders of what goes wrong now, and codes of mail servers in words."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from netwerk.kern.berichten import watch, words
from netwerk.kern.berichten.models import Heartbeat
from netwerk.kern.policy import allowed
from netwerk.kern.toezicht import schijf

register = template.Library()


@register.inclusion_tag("beheer/postalarm.html", takes_context=True)
def postalarm(context: Context) -> dict[str, Any]:
    """Say since when no mail goes out or room is short; no query for who is no beheerder."""
    user = context.get("user")
    if user is None or not allowed(user, "berichten.manage_messages"):
        return {"stop": None}
    rows, now = Heartbeat.objects.in_bulk(), timezone.now()
    return {"stop": watch.current_stop(now, rows), "schijf": schijf.written_down(rows, now)}


@register.filter
def waarom_terug(code: str) -> str:
    """Return in words why mail came back."""
    return words.of_bounce(code)
