"""A casus, and what it says of a les of others, as nodes of the chain for one reader."""

from typing import Any

from django.utils.text import Truncator

from casussen.models import Casus
from handboek.models import Herkenning
from handboek.sources import provinces_of

Shown = dict[str, Any]
WITHDRAWN = "Ingetrokken: telt niet meer mee"


def casus_shown(casus: Casus, *, visible: bool) -> Shown:
    """Return what one reader is told about a casus as a source."""
    gone = casus.withdrawn_at is not None or casus.deleted_at is not None
    if not visible:
        return {
            "soort": "casus",
            "titel": casus.public_label,
            "url": "",
            "onder": WITHDRAWN if gone else "Niet openbaar",
        }
    provinces = [province.label for province in provinces_of(casus)]
    return {
        "soort": "casus",
        "titel": casus.title,
        "url": casus.get_absolute_url(),
        "onder": WITHDRAWN if gone else ", ".join(provinces),
    }


def herkenning_shown(herkenning: Herkenning, *, visible: bool) -> Shown:
    """Return what a casus says of a les; who may not see the casus reads no community or words."""
    said = herkenning.get_stance_display().capitalize()
    label = "Herkenning" if herkenning.is_recognition else "Tegenspraak"
    if not visible:
        return {"soort": "bevinding", "titel": said, "url": "", "onder": "", "label": label}
    words = f"“{Truncator(herkenning.words).chars(160)}”" if herkenning.words else ""
    community = f"Community {herkenning.community.name}"
    return {
        "soort": "bevinding",
        "titel": words or said,
        "url": "",
        "onder": f"{said}. {community}" if words else community,
        "label": label,
    }
