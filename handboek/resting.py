"""What of the handboek rests on a casus, so that it cannot be thrown away."""

from casussen.models import Casus
from handboek.models import Bevinding, Toepassing


def resting_on(casus: Casus) -> str:
    """Say in Dutch that something was learned or applied in a casus; "" when nothing was."""
    number = Bevinding.objects.about_casus(casus).count()
    if not number:
        told = Toepassing.objects.standing().filter(casus=casus).exists()
        return "in het handboek staat dat hier een advies is toegepast" if told else ""
    found = "staat een bevinding" if number == 1 else f"staan {number} bevindingen"
    return f"in het handboek {found} uit deze casus"
