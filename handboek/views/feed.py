"""The do's and don'ts of the handboek that are new or changed, in Atom.

The address takes the choices of the list: so there is a feed of one chapter, or of one theme.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from handboek.enums import ChangeKind
from handboek.forms import HandboekFilter
from handboek.views.lijst import chosen_from, find
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.zoeken.zoeken import normalise

TEXTS = Q(wijzigingen__kind__in=(ChangeKind.FIRST, ChangeKind.VERSION))


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give what stands in the public handboek, what got a new text last first."""
    form = HandboekFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found, _ = find(chosen_from(chosen, AnonymousUser()), normalise(request.GET.get("q", "")))
    changed = Coalesce(Max("wijzigingen__at", filter=TEXTS), "published_at")
    rows = found.annotate(changed=changed).order_by("-changed", "-pk").defer("search_vector")
    chapter = chosen.get("hoofdstuk")
    query = {name: value for name, value in request.GET.items() if chosen.get(name)}
    return feeds.respond(
        request,
        title=f"Adviezen in hoofdstuk {chapter}" if chapter else "Adviezen",
        about="Do’s en don’ts voor brede welvaart, de laatst veranderde eerst.",
        page=f"{reverse('handboek:lijst')}?{urlencode(query)}"
        if query
        else reverse("handboek:index"),
        items=[
            feeds.Item(
                f"{advies.get_kind_display()}: {advies.title}",
                reverse("handboek:kort", args=[advies.number]),
                feeds.paragraph(advies.summary),
                advies.published_at,
                advies.changed,
                list(advies.themes.all()),
            )
            for advies in rows.prefetch_related("themes__schema")[: feeds.ITEMS]
        ],
        licence=True,
    )
