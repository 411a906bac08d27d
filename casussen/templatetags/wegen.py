"""The ways to what people learned: the pages over all casussen, named in the same order on each."""

from typing import Any

from django import template
from django.urls import reverse_lazy

register = template.Library()
WAYS = (
    ("list", "Casussen", reverse_lazy("casussen:list")),
    ("themes", "Thema’s", reverse_lazy("casussen:themes")),
    ("dilemmas", "Dilemma’s", reverse_lazy("casussen:dilemmas")),
    ("generatoren", "Generatoren", reverse_lazy("casussen:generatoren")),
    ("verhalen", "Wat misging", reverse_lazy("casussen:verhalen")),
    ("compare", "Vergelijken", reverse_lazy("casussen:compare")),
)


@register.inclusion_tag("casussen/wegen.html")
def casuswegen(here: str) -> dict[str, Any]:
    """Lead from each page over all casussen to the others; ``here`` is the name of its address."""
    parts = [{"sleutel": key, "tekst": text, "url": url} for key, text, url in WAYS]
    return {"parts": parts, "here": here}
