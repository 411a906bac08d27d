"""``{% ongelezen_teken %}``: how many conversations hold something new, for who is signed in."""

from typing import Any

from django import template
from django.template.context import Context

from communities import ongelezen

register = template.Library()


@register.inclusion_tag("communities/ongelezen_teken.html", takes_context=True)
def ongelezen_teken(context: Context) -> dict[str, Any]:
    """Show the number, in two queries at most; a visitor without an account costs nothing."""
    user = getattr(context.get("request"), "user", None)
    number = ongelezen.count(user) if user is not None else 0
    most = ongelezen.MOST
    return {"number": number, "shown": f"{most}+" if number > most else str(number)}
