"""``{% meegekeken community %}``: who looked as a member of a community, and why."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Exists, OuterRef
from django.utils import timezone

from communities.models import Community, Inzage, Lidmaatschap

register = template.Library()
MOST = 5
SHOWN_FOR = timedelta(days=365)


@register.inclusion_tag("communities/meegekeken.html")
def meegekeken(community: Community) -> dict[str, Any]:
    """Show organisers the last times that a beheerder looked as one of their members."""
    member = Lidmaatschap.objects.filter(community=community, deelnemer=OuterRef("deelnemer"))
    rows = Inzage.objects.filter(
        Exists(member), started_at__gte=timezone.now() - SHOWN_FOR
    ).select_related("beheerder", "deelnemer")
    return {"inzagen": rows[:MOST]}
