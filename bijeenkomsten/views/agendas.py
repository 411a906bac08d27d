"""Meetings in somebody's own calendar program: feeds in iCalendar, and the page about them.

A feed is made anew for every request, with the rights that its owner has at that moment. Who
lost them, or has no account any more, gets no meetings; an address that is not known (any more)
is a plain 404, for a calendar program cannot log in.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from bijeenkomsten import services
from bijeenkomsten.enums import Answer
from bijeenkomsten.kalender import Entry, feed
from bijeenkomsten.models import Aanmelding, Agendasleutel, Bijeenkomst
from communities.models import Community
from netwerk.kern import feeds
from netwerk.kern.pages import only_with
from netwerk.kern.policy import OPEN, SIGNED_IN, needs

BACK = timedelta(days=90)  # meetings that ended longer ago leave the calendar
SAFE = ("GET", "HEAD")
PRIVATE_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@needs(OPEN)
@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """Give the meetings that everybody may know of."""
    rows = _lately(Bijeenkomst.objects.visible_to(AnonymousUser()))
    ics = feed(f"Bijeenkomsten - {settings.SITE_NAME}", (Entry(row) for row in rows))
    response = _answer(request, ics)
    response.headers["Cache-Control"] = f"public, max-age={feeds.SECONDS}"
    return response


def _with_key(view: Callable[..., bytes | None]) -> Callable[..., HttpResponse]:
    """Give a feed the owner of the key; without one, or with None of the view, it is a 404.

    The method comes last, as everywhere: it tells nothing to who does not have a key.
    """

    @wraps(view)
    def answer(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        rows = Agendasleutel.objects.select_related("deelnemer")
        own = rows.filter(key=key, deelnemer__is_active=True, deelnemer__erased_at=None).first()
        ics = view(own.deelnemer, **kwargs) if own else None
        if ics is None:
            response = HttpResponse("Dit adres bestaat niet.\n", "text/plain; charset=utf-8", 404)
        elif request.method not in SAFE:
            response = HttpResponseNotAllowed(SAFE)
        else:
            response = _answer(request, ics)
        for name, value in PRIVATE_HEADERS.items():
            response.headers[name] = value
        return response

    return needs(OPEN)(answer)


@_with_key
def personal_feed(owner: Any) -> bytes:
    """Give the meetings to which the owner said yes or maybe, with the link to join."""
    rows = Aanmelding.objects.filter(
        deelnemer=owner,
        answer__in=[Answer.YES, Answer.MAYBE],
        bijeenkomst__in=_lately(Bijeenkomst.objects.visible_to(owner)).order_by(),
    )
    rows = rows.select_related("bijeenkomst").order_by("bijeenkomst__starts_at", "bijeenkomst")
    entries = [Entry(row.bijeenkomst, row, with_link=True) for row in rows]
    return feed(f"Mijn bijeenkomsten - {settings.SITE_NAME}", entries)


@_with_key
def community_feed(owner: Any, community: str) -> bytes | None:
    """Give the meetings of one community of the owner that they may see."""
    found = Community.objects.filter(slug=community, pk__in=owner.roles).first()
    if found is None:
        return None
    rows = list(_lately(Bijeenkomst.objects.visible_to(owner).in_community(found)))
    answers = Aanmelding.objects.filter(deelnemer=owner, bijeenkomst__in=[row.pk for row in rows])
    mine = {row.bijeenkomst_id: row for row in answers}
    return feed(f"{found.name} - {settings.SITE_NAME}", [Entry(r, mine.get(r.pk)) for r in rows])


def _lately(rows: Any) -> Any:
    since = timezone.now() - BACK
    return rows.filter(ends_at__gte=since).order_by("starts_at", "pk")


def _answer(request: HttpRequest, ics: bytes) -> HttpResponse:
    """Give a file, or 304 when the program has it.

    Only the mark of the whole file says so, not the moment of the last change: a meeting that
    somebody may not see any more leaves the file without a change of its own.
    """
    response = HttpResponse(ics, content_type="text/calendar; charset=utf-8")
    etag = f'"{sha256(ics).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response


@only_with(SIGNED_IN, "GET")
def explain(request: HttpRequest) -> HttpResponse:
    """Say how to get one's meetings in a calendar program, with the addresses for that."""
    own = Agendasleutel.objects.filter(deelnemer=request.user).first()
    context = {"addresses": list(_addresses(request.user, own.key)) if own else []}
    return render(request, "bijeenkomsten/mijn_agenda.html", context)


def _addresses(user: Any, key: str) -> Iterator[dict[str, str]]:
    of = Community.objects.filter(pk__in=user.roles).order_by("name")
    yield {
        "id": "mijn",
        "name": "Jouw bijeenkomsten",
        "what": "Waar je ja of misschien op zei, met de link om online mee te doen.",
        "address": settings.SITE_URL + reverse("agenda_mijn", args=[key]),
    }
    for community in of:
        yield {
            "id": f"community-{community.pk}",
            "name": community.name,
            "what": "Alle bijeenkomsten van deze community.",
            "address": settings.SITE_URL + reverse("agenda_community", args=[key, community.slug]),
        }


@only_with(SIGNED_IN, "GET", "POST")
def renew(request: HttpRequest) -> HttpResponse:
    """Ask whether the old addresses may stop, and make new ones."""
    has_one = Agendasleutel.objects.filter(deelnemer=request.user).exists()
    if request.method != "POST":
        return render(request, "bijeenkomsten/mijn_agenda_nieuw.html", {"has_one": has_one})
    services.renew_agendasleutel(actor=request.user)
    messages.success(
        request,
        "Je hebt nieuwe adressen. De oude werken niet meer." if has_one else "Je adres is klaar.",
    )
    return redirect("mijn_agenda")
