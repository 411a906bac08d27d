"""What of the handboek rests on a casus, so that it cannot be thrown away."""

from casussen.models import Casus
from handboek.models import Bevinding, Herkenning, Toepassing


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
