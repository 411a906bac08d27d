"""A public meeting in schema.org; how to take part online is never told."""

from typing import Any

from bijeenkomsten.models import Bijeenkomst
from communities.enums import Visibility
from netwerk.kern.schema_org import address, moment, network, thing

EVENT = "https://schema.org/"


def bijeenkomst(row: Bijeenkomst) -> dict[str, Any]:
    """Return a meeting that everybody may know of."""
    if row.visibility != Visibility.PUBLIC:
        return {}
    path = row.get_absolute_url()
    places: list[dict[str, str]] = []
    if row.place:
        places.append({"@type": "Place", "name": row.place, "address": row.place})
    if row.online_link:
        places.append({"@type": "VirtualLocation", "url": address(path)})
    forms = {(True, False): "Offline", (False, True): "Online", (True, True): "Mixed"}
    form = forms.get((bool(row.place), bool(row.online_link)), "")
    return thing(
        "Event",
        path,
        row.title,
        description=row.goal,
        startDate=moment(row.starts_at),
        endDate=moment(row.ends_at),
        eventStatus=f"{EVENT}{'EventCancelled' if row.is_cancelled else 'EventScheduled'}",
        eventAttendanceMode=f"{EVENT}{form}EventAttendanceMode" if form else "",
        location=places,
        organizer=network(),
        isAccessibleForFree=True,
    )
