"""Filters for text and time in templates."""

from django import template
from django.utils.safestring import SafeString

from netwerk.kern.tekst import opmaak

register = template.Library()


@register.filter
def markdown(source: str, top_heading: int = 3) -> SafeString:
    """Render stored Markdown without its confidential passages."""
    return opmaak.render(source or "", top_heading=top_heading)


@register.filter
def plain(source: str) -> str:
    """Return stored Markdown as words on one line."""
    return opmaak.plain(source or "")
