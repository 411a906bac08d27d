"""Whose name stands in a look back that everybody will read: people of the meeting, and its guests.

A whole name is looked for. A first name alone says too little to be sure; the form says that too.
"""

import re

from django.db.models import Q

from bijeenkomsten.models import Gast, Nabeeld
from communities.enums import Visibility
from communities.models import Deelnemer
from netwerk.kern.tekst.sentences import readable


def named_in(nabeeld: Nabeeld) -> dict[str, Deelnemer | Gast]:
    """Return by key whom its writer names, besides themselves, in what everybody will read."""
    meeting = nabeeld.bijeenkomst
    if meeting.visibility != Visibility.PUBLIC:
        return {}
    text = " ".join(readable(nabeeld.body).casefold().split())
    near = Q(aanmeldingen__bijeenkomst=meeting) | Q(
        lidmaatschappen__community__in=meeting.community_ids
    )
    people = Deelnemer.objects.active().filter(near).exclude(pk=nabeeld.updated_by_id).distinct()
    guests = meeting.gasten.filter(confirmed_at__isnull=False).order_by("name", "pk")
    near_it = [
        *((f"d{one.pk}", one) for one in people.order_by("last_name", "pk")),
        *((f"g{one.pk}", one) for one in guests),
    ]
    return {key: one for key, one in near_it if _stands(name_of(one), text)}


def name_of(one: Deelnemer | Gast) -> str:
    """Return the name as people write it."""
    return one.name if isinstance(one, Gast) else one.get_full_name()


def _stands(name: str, text: str) -> bool:
    name = " ".join(name.casefold().split())
    return name in text and bool(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
