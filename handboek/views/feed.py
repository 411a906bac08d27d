"""The newest do's and don'ts of the handboek, in Atom."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from handboek.models import Advies
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give what stands in the public handboek, the newest first."""
    rows = Advies.objects.published().defer("search_vector").order_by("-published_at", "-pk")
    return feeds.respond(
        request,
        title="Adviezen",
        about="Do’s en don’ts voor brede welvaart.",
        page=reverse("handboek:index"),
        items=[
            feeds.Item(
                f"{advies.get_kind_display()}: {advies.title}",
                advies.get_absolute_url(),
                feeds.paragraph(advies.summary),
                advies.published_at,
                advies.published_at,
            )
            for advies in rows[: feeds.ITEMS]
        ],
    )
