"""How every page about one casus or dilemma starts: fetch it, ask the policy, see the method."""

from collections.abc import Callable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from casussen.models import Casus, Dilemma
from netwerk.kern.pages import View, about
from netwerk.kern.policy import visible

FORM_METHODS = ("get", "head", "post", "options")
"""For a generic form view; Django would also take PUT, as if it were POST."""


def about_casus(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its casus, when this person may know of it and do this to it."""
    return about(permission, methods, _casus)


def about_dilemma(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its dilemma, like ``about_casus``."""
    return about(permission, methods, _dilemma)


def _casus(request: HttpRequest, slug: str) -> Casus:
    rows = visible(request.user, Casus.objects.select_related("community"))
    return get_object_or_404(rows, slug=slug)


def _dilemma(request: HttpRequest, slug: str) -> Dilemma:
    rows = visible(request.user, Dilemma.objects.select_related("community"))
    return get_object_or_404(rows, slug=slug)
