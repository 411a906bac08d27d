"""``{% aandacht object %}``: the buttons to follow a thing or to silence it, and which it is.

On a page with many, fetch the states at once (preferences.attentions_of) and pass ``state``.
"""

from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template.context import Context
from django.urls import reverse

from netwerk.kern import subjects
from netwerk.kern.berichten import preferences

register = template.Library()


@register.inclusion_tag("berichten/aandacht.html", takes_context=True)
def aandacht(
    context: Context, topic: Model, state: str | None = None, title: str = "", anchor: str = ""
) -> dict[str, Any]:
    """Show the buttons to who is signed in; ``title`` tells many of them apart for a screen reader.

    Afterwards the person is back on this page, at ``anchor``.
    """
    request = context["request"]
    if not request.user.is_authenticated:
        return {}
    if state is None:
        state = preferences.attention_of(request.user, topic)
    content_type = ContentType.objects.get_for_model(topic)
    return {
        "state": state,
        "kind": subjects.of(topic),
        "title": title,
        "action": reverse("berichten:attention", args=[content_type.pk, topic.pk]),
        "back": f"{request.get_full_path()}#{anchor}" if anchor else request.get_full_path(),
    }
