"""What people say about the parts of a subject, beside those parts.

``{% gesprek_per_deel object as talk %}`` asks once; ``{% op_dit_deel talk sleutel titel %}``
shows one part.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import HttpRequest
from django.template.context import Context

from communities import ankers, gespreksbeeld
from communities.models import Gesprek, Reactie
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak

register = template.Library()
SHOWN = 5  # posts under one part; all of them stand in the conversation


@dataclass(frozen=True)
class Remark:
    """One post about a part, in short."""

    reactie: Any
    text: str
    anker: ankers.Anker | None


@dataclass(frozen=True)
class PerPart:
    """The newest posts about each part, for who may read the conversation."""

    writable: bool
    remarks: dict[str, list[Remark]]


@register.simple_tag(takes_context=True)
def gesprek_per_deel(context: Context, subject: Any) -> PerPart | None:
    """Return what is said about the parts of a subject; None for who may not read that."""
    request: HttpRequest = context["request"]
    user = request.user
    if not (user.is_authenticated and user.in_network):
        return None
    talk = gespreksbeeld.talk_about(request, subject)
    if not allowed(user, "communities.view_gesprek", talk):
        return None
    rows = list(_newest(talk)) if talk.pk else []
    found = ankers.shown(user, subject, rows)
    remarks: dict[str, list[Remark]] = {}
    for row in rows:
        remark = Remark(row, opmaak.plain(row.body), found.get(row.pk))
        remarks.setdefault(row.part, []).append(remark)
    return PerPart(allowed(user, "communities.add_reactie", talk), remarks)


def _newest(talk: Gesprek) -> QuerySet[Reactie]:
    """Return the newest posts of each part, with how many there are and their answers."""
    answers = Reactie.objects.standing().filter(root=OuterRef("pk")).order_by().values("root")
    newest = [F("created_at").desc(), F("pk").desc()]
    return (
        talk.reacties.about_parts()
        .with_author()
        .annotate(
            place_in_part=Window(RowNumber(), partition_by="part", order_by=newest),
            in_part=Window(Count("pk"), partition_by="part"),
            answered=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0),
        )
        .filter(place_in_part__lte=SHOWN)
        .order_by("part", "place_in_part")
    )


@register.inclusion_tag("communities/op_dit_deel.html")
def op_dit_deel(talk: PerPart | None, key: str, title: str) -> dict[str, Any]:
    """Show what is said about one part, and the way to say something."""
    if not talk:
        return {}
    remarks = talk.remarks.get(key, [])
    total = remarks[0].reactie.in_part if remarks else 0
    return {
        "remarks": remarks,
        "total": total,
        "more": total - len(remarks),
        "writable": talk.writable,
        "key": key,
        "title": title,
    }
