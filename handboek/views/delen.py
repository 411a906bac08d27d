"""Sharing one advies: a piece of HTML to copy, and the same for programs (oEmbed)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from handboek.inbedden import piece
from handboek.models import Advies
from handboek.openbaar import advies_as_data
from netwerk.kern.pages import about, number_of
from netwerk.kern.policy import OPEN, needs, visible

PAGES = {"handboek:advies", "handboek:kort"}
WIDEST, NARROWEST = 600, 200  # pixels; the text fits any width
SECONDS = 3600  # that a site keeps what it asked


def _published() -> QuerySet[Advies]:
    rows = Advies.objects.filter(published_at__isnull=False)
    return rows.select_related("hoofdstuk")


def _advies(request: HttpRequest, number: int) -> Advies:
    return get_object_or_404(visible(request.user, _published()), number=number)


@about("handboek.view_advies", ("GET",), _advies, "number")
def share(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Show what somebody can copy to another site, with how it looks there."""
    data = _data(advies)
    context = {
        "advies": advies,
        "short": piece(data, whole=False),
        "long": piece(data, whole=True),
    }
    return render(request, "handboek/delen.html", context)


@needs(OPEN)
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer a program that found a link to an advies, in JSON (oembed.com).

    The request gives ``url``, and ``maxwidth`` if it likes; the height follows from the words.
    """
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"fout": "Alleen JSON."}, status=501)
    if not (url := request.GET.get("url", "")):
        return JsonResponse({"fout": "Geef met url het adres van een advies."}, status=400)
    data = _data(_linked(url))
    asked = number_of(request.GET.get("maxwidth")) or WIDEST
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": data["titel"],
        "author_name": settings.SITE_NAME,
        "author_url": f"{settings.SITE_URL}/",
        "provider_name": "Handboek brede welvaart",
        "provider_url": f"{settings.SITE_URL}/handboek/",
        "cache_age": SECONDS,
        "html": piece(data, whole=False),
        "width": max(NARROWEST, min(asked, WIDEST)),
        "height": None,
        "license": data["licentie"]["adres"],
    }
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _linked(url: str) -> Advies:
    """Return the published advies that an address of ours leads to."""
    try:
        address = urlsplit(url)
        found = resolve(address.path)
    except (Resolver404, ValueError) as error:
        raise Http404 from error
    ours = address.netloc == urlsplit(settings.SITE_URL).netloc
    if not ours or found.view_name not in PAGES:
        raise Http404
    return get_object_or_404(_published(), number=found.kwargs["number"])


def _data(advies: Advies) -> Any:
    data = advies_as_data(advies)
    if data is None:
        raise Http404
    return data
