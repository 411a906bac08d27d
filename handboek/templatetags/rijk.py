"""What the desk of the redactie shows of answers of the rijk."""

from typing import Any

from django import template
from django.template.context import Context

from handboek import rijk
from handboek.models import Rijksantwoord

register = template.Library()
MOST = 5  # the queue has the rest


@register.inclusion_tag("handboek/onderdelen/redactie_rijk.html", takes_context=True)
def antwoorden_van_het_rijk(context: Context) -> dict[str, Any]:
    """Show the answers that have waited longest for a second reader, and how many there are."""
    user = context["request"].user
    rows = Rijksantwoord.objects.visible_to(user).waiting()
    return {"rows": rijk.with_question(rows)[:MOST], "number": rows.count(), "user": user}
