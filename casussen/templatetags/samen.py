"""What the page of a casus shows to its writers of what is going on in it."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import strip_tags

from casussen import geschiedenis
from casussen.enums import SectionKind
from casussen.models import Casus
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak

register = template.Library()


@register.inclusion_tag("casussen/bezig.html", takes_context=True)
def wie_schrijft(context: Context, casus: Casus) -> dict[str, Any]:
    """Show to writers who else typed in a section in the last minutes, or nothing."""
    user = context["user"]
    if not allowed(user, "casussen.change_casus", casus):
        return {"busy": []}
    lines = [
        {
            "text": f"{each.sentence.rstrip('.')}, in {SectionKind(each.kind).label}.",
            "kind": each.kind,
        }
        for each in geschiedenis.busy(casus, user)
    ]
    return {"busy": lines, "casus": casus}


@register.inclusion_tag("casussen/prullenbak_weg.html", takes_context=True)
def weg_naar_prullenbak(context: Context) -> dict[str, Any]:
    """Show the way to the trash to whoever can take something out of it, or nothing."""
    user = context["user"]
    return {
        "has_trash": user.is_authenticated and Casus.objects.to_take_back_by(user).exists(),
    }


@register.simple_tag
def aantal_woorden(body: str) -> str:
    """Say how many words a reader sees: no marks, and no address of a link or a picture."""
    number = len(strip_tags(opmaak.render(body, confidential=True)).split())
    return f"{number} {'woord' if number == 1 else 'woorden'}"
