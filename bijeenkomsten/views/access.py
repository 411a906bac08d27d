"""How every page about one meeting starts: fetch it, ask the policy, then look at the method."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from bijeenkomsten.models import (
    Actiepunt,
    Agendapunt,
    Agendavoorstel,
    Bijeenkomst,
    Inbreng,
    Nabeeld,
    Verslag,
    VerslagItem,
    Wijzigingsvoorstel,
)
from netwerk.kern.pages import View, about
from netwerk.kern.policy import needs, require, visible


def about_meeting(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its meeting, when this person may know of it and do this to it."""
    return about(permission, methods, _meeting)


def open_to_guests(*methods: str) -> Callable[[View], View]:
    """Give a function view a meeting that welcomes guests; any other has no such page."""
    return about("bijeenkomsten.view_bijeenkomst", methods, _with_guests)


def about_verslag(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view the minutes of a meeting, like ``about_meeting``."""
    return about(permission, methods, _verslag)


def about_item(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one part of minutes; ``number`` is its key."""
    return about(permission, methods, _item, "slug", "number")


def about_proposal(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one proposed change of minutes; ``number`` is its key."""
    return about(permission, methods, _proposal, "slug", "number")


def about_agendapunt(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view a part of a programme, like ``about_meeting``; ``number`` is its key."""
    return about(permission, methods, _agendapunt, "slug", "number")


def _agendapunt(request: HttpRequest, slug: str, number: int) -> Agendapunt:
    rows = visible(request.user, Agendapunt.objects.select_related("bijeenkomst__community"))
    return get_object_or_404(rows, bijeenkomst__slug=slug, pk=number)


def about_voorstel(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view something that was proposed for a meeting, like ``about_meeting``."""
    return about(permission, methods, _voorstel, "slug", "number")


def _voorstel(request: HttpRequest, slug: str, number: int) -> Agendavoorstel:
    rows = Agendavoorstel.objects.select_related(
        "bijeenkomst__community", "proposed_by", "casus", "dilemma", "leervraag"
    )
    return get_object_or_404(visible(request.user, rows), bijeenkomst__slug=slug, pk=number)


def about_inbreng(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one thing that was written down in the room of a meeting."""
    return about(permission, methods, _inbreng, "slug", "entry")


def _inbreng(request: HttpRequest, slug: str, entry: int) -> Inbreng:
    rows = Inbreng.objects.kept().select_related("agendapunt__bijeenkomst")
    meeting = _meeting(request, slug)
    return get_object_or_404(rows, agendapunt__bijeenkomst=meeting, pk=entry)


def about_actiepunt(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one action point; ``number`` is its key."""
    return about(permission, methods, _actiepunt, "slug", "number")


def _actiepunt(request: HttpRequest, slug: str, number: int) -> Actiepunt:
    rows = visible(request.user, Actiepunt.objects.all()).select_related(
        "bijeenkomst__community", "owner", "agendapunt"
    )
    return get_object_or_404(rows, pk=number, bijeenkomst__slug=slug)


def about_nabeeld(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view the look back on a meeting, like ``about_meeting``."""
    return about(permission, methods, _nabeeld)


def _nabeeld(request: HttpRequest, slug: str) -> Nabeeld:
    rows = Nabeeld.objects.select_related("bijeenkomst__community", "updated_by")
    return get_object_or_404(visible(request.user, rows), bijeenkomst__slug=slug)


def _meeting(request: HttpRequest, slug: str) -> Bijeenkomst:
    rows = visible(request.user, Bijeenkomst.objects.select_related("community", "kind"))
    return get_object_or_404(rows, slug=slug)


def _with_guests(request: HttpRequest, slug: str) -> Bijeenkomst:
    meeting = _meeting(request, slug)
    if not meeting.guests_welcome:
        raise Http404
    return meeting


def _verslag(request: HttpRequest, slug: str) -> Verslag:
    rows = Verslag.objects.select_related("bijeenkomst__community", "bijeenkomst__kind")
    return get_object_or_404(visible(request.user, rows), bijeenkomst__slug=slug)


def _item(request: HttpRequest, slug: str, number: int) -> VerslagItem:
    verslag = _verslag(request, slug)
    item = get_object_or_404(verslag.items.select_related("agendapunt", "updated_by"), pk=number)
    item.verslag = verslag
    return item


def _proposal(request: HttpRequest, slug: str, number: int) -> Wijzigingsvoorstel:
    verslag = _verslag(request, slug)
    rows = Wijzigingsvoorstel.objects.select_related("item__agendapunt", "proposed_by")
    found = get_object_or_404(rows, pk=number, item__verslag=verslag)
    found.item.verslag = verslag
    return found


def about_rondmail(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one mail of a meeting: first the meeting is asked, then the mail.

    The method comes last, as in ``about``: it tells nothing to who may not come here.
    """
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, number: int) -> HttpResponse:
            bijeenkomst = _meeting(request, slug)
            require(request.user, "bijeenkomsten.mail_attendees", bijeenkomst)
            rows = bijeenkomst.rondmails.select_related("author", "event")
            rondmail = get_object_or_404(visible(request.user, rows), pk=number)
            rondmail.bijeenkomst = bijeenkomst
            require(request.user, permission, rondmail)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, rondmail)

        return needs(permission)(wrapped)

    return decorate
