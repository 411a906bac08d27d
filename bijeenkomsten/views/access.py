"""How every page about one meeting starts: fetch it, ask the policy, then look at the method."""

from collections.abc import Callable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from bijeenkomsten.models import Bijeenkomst, Verslag
from netwerk.kern.pages import View, about
from netwerk.kern.policy import visible


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
