"""What of the handboek rests on a casus, so that it cannot be thrown away."""

from casussen.models import Casus
from handboek.models import Bevinding


def resting_on(casus: Casus) -> str:
    """Say in Dutch that something was learned from a casus; "" when nothing was."""
    number = Bevinding.objects.about_casus(casus).count()
    if not number:
        return ""
    found = "staat een bevinding" if number == 1 else f"staan {number} bevindingen"
    return f"in het handboek {found} uit deze casus"
