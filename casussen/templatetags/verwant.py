"""What a casus shows of the casussen that belong to it, and of those that look like it."""

from typing import Any

from django import template
from django.template.context import Context

from casussen.lijktop import alike
from casussen.models import Casus
from casussen.services.verwant import MOST_RELATED
from netwerk.kern.policy import visible

register = template.Library()


@register.inclusion_tag("casussen/verwante_casussen.html", takes_context=True)
def verwante_casussen(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the casussen linked to this one that the reader may see, and what looks like it.

    What people linked does not stand among what looks like it once more.
    """
    user = context["user"]
    linked: Any = visible(user, Casus.objects.filter(related=casus))
    return {
        "casussen": linked.for_list()[:MOST_RELATED],
        "alike": alike(
            casus, user, Casus.related.through.objects.filter(from_casus=casus).values("to_casus")
        ),
    }
