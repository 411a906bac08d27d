"""Small words about conversations: what they are about, and a post as its reader may know it."""

from typing import Any

from django import template

from netwerk.kern import subjects

register = template.Library()


@register.simple_tag
def waarover(subject: Any) -> str:
    """Return what the subject of a conversation is called."""
    return subjects.of(subject).title(subject)
