"""Public meetings, and how they were, in Atom."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from bijeenkomsten.models import Bijeenkomst, Nabeeld
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.tekst.opmaak import plain

LONGEST = 300  # signs of a text


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the meetings that everybody may know of and how they were, the last change first."""
    everybody = AnonymousUser()
    rows = Bijeenkomst.objects.visible_to(everybody).order_by("-updated_at", "-pk")
    told = Nabeeld.objects.visible_to(everybody).select_related("bijeenkomst")
    items = [
        *(_item(meeting) for meeting in rows[: feeds.ITEMS]),
        *(_told(one) for one in told.order_by("-published_at", "-pk")[: feeds.ITEMS]),
    ]
    items.sort(key=lambda item: item.updated, reverse=True)
    return feeds.respond(
        request,
        title="Bijeenkomsten",
        about="Openbare bijeenkomsten van het netwerk.",
        page=reverse("bijeenkomsten:list"),
        items=items[: feeds.ITEMS],
        licence=True,
    )


def _item(meeting: Bijeenkomst) -> feeds.Item:
    begins = timezone.localtime(meeting.starts_at)
    when = f"{formats.date_format(begins, 'l j F Y')}, {begins:%H.%M} uur"
    title = f"Gaat niet door: {meeting.title}" if meeting.is_cancelled else meeting.title
    where = f". {meeting.where}." if meeting.where else "."
    return feeds.Item(
        title,
        meeting.get_absolute_url(),
        feeds.paragraph(f"{when.capitalize()}{where} {meeting.goal}"),
        meeting.created_at,
        meeting.updated_at,
    )


def _told(nabeeld: Any) -> feeds.Item:
    words = Truncator(plain(nabeeld.body)).chars(LONGEST)
    online = nabeeld.published_at
    return feeds.Item(
        str(nabeeld), nabeeld.get_absolute_url(), feeds.paragraph(words), online, online
    )
