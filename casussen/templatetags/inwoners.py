"""What the page of a casus shows of its questions to residents."""

from typing import Any

from django import template
from django.db.models import Count, Q
from django.template.context import Context

from casussen.enums import AntwoordState
from casussen.models import Casus, Inwonersantwoord
from netwerk.kern.policy import allowed

register = template.Library()
MOST = 3


@register.inclusion_tag("casussen/inwoners/van_casus.html", takes_context=True)
def stem_van_inwoners(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the newest questions with how many answers were placed; nothing when none."""
    placed = Count("antwoorden", Q(antwoorden__state=AntwoordState.PLACED))
    rows = list(casus.inwonersvragen.annotate(placed=placed).order_by("-pk")[: MOST + 1])
    more = casus.inwonersvragen.count() - MOST if len(rows) > MOST else 0
    shown = rows[:MOST]
    answers = Inwonersantwoord.objects.placed().filter(vraag__in=shown)
    newest = {row.vraag_id: row for row in answers.order_by("vraag_id", "-pk").distinct("vraag_id")}
    for row in shown:
        row.casus = casus
        row.newest = newest.get(row.pk)  # type: ignore[attr-defined]
    return {"casus": casus, "vragen": shown, "more": more}


@register.inclusion_tag("casussen/inwoners/weg.html", takes_context=True)
def weg_naar_inwoners(context: Context, casus: Casus) -> dict[str, Any]:
    """Lead who may ask residents, or looks at their answers, to that page."""
    may = allowed(context.request.user, "casussen.view_inwonersantwoorden", casus)
    return {"casus": casus, "may": may}
