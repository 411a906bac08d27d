"""What pages show of who is there, and who is not yet."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context

from communities import balans
from communities.models import Community

register = template.Library()


@register.filter
def opsomming(labels: Sequence[str]) -> str:
    """Return "Zeeland, Limburg en Drenthe"."""
    return balans.in_words(labels)


@register.inclusion_tag("communities/balans_kort.html", takes_context=True)
def balans_kort(context: Context, community: Community) -> dict[str, Any]:
    """Say in a sentence or two whom a community lacks; its organisers can look further."""
    user = context["user"]
    people = balans.people_of(community)
    return {
        "community": community,
        "missing": balans.balance(people).missing,
        "provinces": balans.areas(people).missing,
        "organises": user.is_organiser(community.pk),
    }
