"""What of the handboek rests on a casus: it cannot be thrown away, and its dossier says so."""

from typing import Any

from casussen.models import Casus
from handboek.models import Advies, Bevinding, Herkenning, Les, Toepassing
from handboek.openbaar import absolute


def resting_on(casus: Casus) -> str:
    """Say in Dutch that something was learned, recognised or applied in a casus; else ""."""
    if number := Bevinding.objects.about_casus(casus).count():
        found = "staat een bevinding" if number == 1 else f"staan {number} bevindingen"
        return f"in het handboek {found} uit deze casus"
    if number := Herkenning.objects.standing().filter(casus=casus).count():
        lessen = "een les" if number == 1 else f"{number} lessen"
        return f"in het handboek zegt deze casus iets over {lessen} van een ander"
    told = Toepassing.objects.standing().filter(casus=casus).exists()
    return "in het handboek staat dat hier een advies is toegepast" if told else ""


def came_of(user: Any, casus: Casus) -> list[tuple[str, str, str]]:
    """Return the lessen and adviezen that came of a casus, as far as this reader may know."""
    found = Bevinding.objects.about_casus(casus).visible_to(user).order_by()
    lessen = Les.objects.visible_to(user).filter(bevindingen__in=found.values("pk")).distinct()
    adviezen = Advies.objects.visible_to(user).filter(lessen__in=lessen).distinct()
    return [
        *(
            (f"Les {les.number}", les.conclusion, absolute(les.get_absolute_url()))
            for les in lessen.order_by("number")
        ),
        *(
            (f"Advies {row.number}", row.title, absolute(row.get_absolute_url()))
            for row in adviezen.order_by("number")
        ),
    ]
