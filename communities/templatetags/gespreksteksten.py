"""Small words about conversations: what they are about, and a post as its reader may know it."""

from typing import Any

from django import template
from django.template.context import Context

from communities.models import Reactieconcept
from netwerk.kern import subjects

register = template.Library()


@register.simple_tag
def waarover(subject: Any) -> str:
    """Return what the subject of a conversation is called."""
    return subjects.of(subject).title(subject)


@register.inclusion_tag("communities/concepten_wachten.html", takes_context=True)
def niet_geplaatst(context: Context) -> dict[str, Any]:
    """Show that something waits to be placed, with a way to it; nothing when nothing does."""
    return {"number": Reactieconcept.objects.of(context["user"]).count()}
