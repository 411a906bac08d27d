"""Search over everything that you may see, in every app at once."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from netwerk.hulp import zoeken as hulp
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.toezicht import regels
from netwerk.kern.zoeken import adres, facetten, hits, lines, suggesties, vraag
from netwerk.kern.zoeken.adres import KIND, Asked
from netwerk.kern.zoeken.hits import PAGE, Choices, Found, TooSlowError

TOO_SLOW = 503
TOO_SLOW_WORDS = "Dit zoeken duurde te lang. Maak het preciezer."
HELP = 3  # pages of the manual beside the results
FEW = 3  # fewer results than this, and perhaps another word was meant


@needs(OPEN)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show results best first, of all kinds together or of one (``soort``), with choices beside.

    Rows are filtered by ``visible_to`` before they are matched, counted, ranked and quoted.
    """
    asked = adres.read(request.GET)
    context: dict[str, Any] = {"asked": asked, "q": asked.typed}
    status = 200
    try:
        with hits.patience():
            context |= _answer(request.user, asked)
        if "found" in context and context["found"].all_kinds < FEW and asked.page == 1:
            context["suggestion"] = _suggestion(request.user, asked)
    except TooSlowError:
        context["too_slow"] = True
        status = TOO_SLOW
    page = render(request, "netwerk/zoeken.html", context, status=status)
    return regels.on_purpose(page) if status == TOO_SLOW else page


def _answer(user: Any, asked: Asked) -> dict[str, Any]:
    """Return what the page shows of what was found."""
    query = vraag.ready(asked.typed)
    if query is None:
        return {"only_small_words": bool(asked.typed)}
    found = hits.search(user, query, asked.choices, asked.page)
    wider = False
    any_word = None if found.all_kinds else vraag.ready(asked.typed, any_word=True)
    if any_word and any_word.text != query.text:
        other = hits.search(user, any_word, asked.choices, asked.page)
        if other.all_kinds:
            found, query, wider = other, any_word, True
    context = {
        "found": found,
        "wider": wider,
        "total": found.total,
        "cut": found.is_cut,
        "kinds": facetten.kind_choices(asked, found),
        "groups": facetten.groups(asked, found),
        "results": lines.lines(query, found.page),
        "page": _page(found, asked),
    }
    if asked.page == 1 and not asked.chosen:
        context["help"] = hulp.search(asked.typed, most=HELP, any_word=False)
    if asked.chosen and not found.total:
        context["without"] = _without(user, query, asked, found)
    return context


def _suggestion(user: Any, asked: Asked) -> dict[str, str] | None:
    """Return the words that were perhaps meant, with their address."""
    words = suggesties.meant_in_time(user, asked.typed)
    return {"text": words, "url": "?" + urlencode({"q": words})} if words else None


def _without(user: Any, query: vraag.Ready, asked: Asked, found: Found) -> dict[str, Any]:
    """Return how many there are without the choices, so that nobody ends in a dead end."""
    if found.all_kinds:
        return {"number": found.all_kinds, "url": asked.address(KIND)}
    number = hits.search(user, query, Choices()).all_kinds if asked.filters else 0
    return {"number": number, "url": asked.address(*asked.chosen)}


def _page(found: Found, asked: Asked) -> Page:
    return Paginator(range(found.total), PAGE).get_page(asked.page)


@needs(OPEN)
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return what the words so far may become, as JSON; nobody keeps what a member was offered."""
    offered = suggesties.offered(request.user, request.GET.get("q", ""))
    response = JsonResponse({"suggesties": offered})
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give what everybody may find with this search in Atom, the newest first."""
    asked = adres.read(request.GET)
    try:
        with hits.patience():
            items = _items(asked)
    except TooSlowError:
        page = HttpResponse(TOO_SLOW_WORDS, status=TOO_SLOW, content_type="text/plain")
        return regels.on_purpose(page)
    return feeds.respond(
        request,
        title=f"Zoeken naar “{asked.typed}”" if asked.typed else "Zoeken",
        about="Wat iedereen kan vinden in het netwerk, het nieuwste eerst.",
        page=reverse("search") + (asked.address() if asked.typed else ""),
        items=items,
    )


def _items(asked: Asked) -> list[feeds.Item]:
    """Return what has a moment; of what is told by year the first day of that year."""
    query = vraag.ready(asked.typed)
    if query is None:
        return []
    nobody = AnonymousUser()
    found = hits.search(nobody, query, asked.choices, size=feeds.ITEMS, newest=True)
    made = []
    for line in lines.lines(query, found.page, quotes=False):
        moment = line.moment or (datetime(line.year, 1, 1, tzinfo=UTC) if line.year else None)
        if moment is not None:
            words = feeds.paragraph(line.summary)
            made.append(feeds.Item(line.title, line.url, words, moment, moment))
    return made
