"""Files and links at a part of the programme: who sees the meeting reads them."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType

from bijeenkomsten.enums import ItemKind
from bijeenkomsten.models import Agendapunt
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.policy import allowed

SHOWN = 10  # at a part; the rest is one click away
ATTACH = "bijeenkomsten.attach_agendapunt"


def with_papers(parts: list[Agendapunt], user: Any, *, making: bool = False) -> list[Agendapunt]:
    """Give each part its papers, and whether this person may add some; one query for all parts.

    An organiser adds them while ``making`` the programme; who brings a part in, on the page too.
    """
    content_type = ContentType.objects.get_for_model(Agendapunt)
    rows = Bijlage.objects.visible_to(user).listed().filter(content_type=content_type)
    found = defaultdict(list)
    for row in rows.filter(object_id__in=[part.pk for part in parts]):
        found[row.object_id].append(row)
    for part in parts:
        part.papers = found[part.pk][:SHOWN]
        part.has_more_papers = len(found[part.pk]) > SHOWN
        offered = making or bool(found[part.pk]) or part.owner_id == user.pk
        part.may_attach = offered and part.kind != ItemKind.BREAK and allowed(user, ATTACH, part)
    return parts
