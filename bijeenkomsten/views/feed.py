"""Public meetings, in Atom."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_safe

from bijeenkomsten.models import Bijeenkomst
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the meetings that everybody may know of, those that changed last first."""
    rows = Bijeenkomst.objects.visible_to(AnonymousUser()).order_by("-updated_at", "-pk")
    return feeds.respond(
        request,
        title="Bijeenkomsten",
        about="Openbare bijeenkomsten van het netwerk.",
        page=reverse("bijeenkomsten:list"),
        items=[_item(meeting) for meeting in rows[: feeds.ITEMS]],
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
