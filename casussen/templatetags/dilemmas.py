"""What the page of a casus and lists show of a dilemma, besides its two sides."""

from typing import Any

from django import template

from casussen import dilemmabeeld
from casussen.models import Dilemma

register = template.Library()


@register.inclusion_tag("casussen/neiging.html")
def neiging(dilemma: Dilemma) -> dict[str, Any]:
    """Say in brief what was chosen and which layers lean where; nothing when nobody said so."""
    return {"dilemma": dilemma, "lines": dilemmabeeld.leaning(dilemma)}
