"""Text in which the first use of a word leads to what it means."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from netwerk.kern.begrippen.uitleg import first_uses
from netwerk.kern.tekst import opmaak

register = template.Library()


@register.simple_tag(takes_context=True)
def uitgelegd(context: Any, source: str, top_heading: int = 3) -> SafeString:
    """Render stored Markdown; what the texts above it on this page used is no link again."""
    return opmaak.render(
        source or "", top_heading=top_heading, names=first_uses(context["request"])
    )
