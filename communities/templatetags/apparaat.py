"""Words for the pages about one's own account."""

from django import template

from communities import sessies

register = template.Library()


@register.filter
def apparaat(user_agent: str) -> str:
    """Return what a browser says that it is, in words."""
    return sessies.device(user_agent)
