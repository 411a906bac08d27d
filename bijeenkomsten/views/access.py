"""How every page about one meeting starts: fetch it, ask the policy, then look at the method."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from bijeenkomsten.models import Bijeenkomst, Verslag
from netwerk.kern.pages import View, about
from netwerk.kern.policy import require, visible


def about_meeting(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its meeting, when this person may know of it and do this to it."""
    return about(permission, methods, _meeting)


def about_verslag(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view the minutes of a meeting, like ``about_meeting``."""
    return about(permission, methods, _verslag)


def _meeting(request: HttpRequest, slug: str) -> Bijeenkomst:
    rows = visible(request.user, Bijeenkomst.objects.select_related("community", "kind"))
    return get_object_or_404(rows, slug=slug)


def _verslag(request: HttpRequest, slug: str) -> Verslag:
    rows = Verslag.objects.select_related("bijeenkomst__community", "bijeenkomst__kind")
    return get_object_or_404(visible(request.user, rows), bijeenkomst__slug=slug)


def about_rondmail(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view one mail of a meeting; first the meeting is asked, then the mail."""

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, bijeenkomst: Bijeenkomst, number: int) -> HttpResponse:
            rows = bijeenkomst.rondmails.select_related("author", "event")
            rondmail = get_object_or_404(visible(request.user, rows), pk=number)
            rondmail.bijeenkomst = bijeenkomst
            require(request.user, permission, rondmail)
            return view(request, rondmail)

        return about_meeting("bijeenkomsten.mail_attendees", *methods)(found)

    return decorate
