"""The lines to refer with, under an advies, a chapter or an edition."""

from typing import Any

from django import template

from handboek import citeren

register = template.Library()


@register.inclusion_tag("handboek/onderdelen/citeer.html")
def citeer(verwijzing: citeren.Verwijzing, vast: str = "") -> dict[str, Any]:
    """Show each form; ``vast`` is the address that always leads to the newest text, if any."""
    return {
        "apa": citeren.apa_html(verwijzing),
        "bibtex": citeren.bibtex(verwijzing),
        "bib": verwijzing.adres_van("bib"),
        "ris": verwijzing.adres_van("ris"),
        "vast": vast,
    }
