"""How every page about one meeting starts: fetch it, ask the policy, then look at the method."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from bijeenkomsten.models import Bijeenkomst, Verslag
from netwerk.kern.policy import PolicyMixin, needs, require, visible

type View = Callable[..., HttpResponse]


def about_meeting(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its meeting, when this person may know of it and do this to it."""
    return _about(permission, methods, _meeting)


def about_verslag(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view the minutes of a meeting, like ``about_meeting``."""
    return _about(permission, methods, _verslag)


def _about(
    permission: str, methods: tuple[str, ...], fetch: Callable[[HttpRequest, str], Any]
) -> Callable[[View], View]:
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            subject = fetch(request, slug)
            require(request.user, permission, subject)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, subject, **kwargs)

        return needs(permission)(wrapped)

    return decorate


def _meeting(request: HttpRequest, slug: str) -> Bijeenkomst:
    rows = visible(request.user, Bijeenkomst.objects.select_related("community", "kind"))
    return get_object_or_404(rows, slug=slug)


def _verslag(request: HttpRequest, slug: str) -> Verslag:
    rows = Verslag.objects.select_related("bijeenkomst__community", "bijeenkomst__kind")
    return get_object_or_404(visible(request.user, rows), bijeenkomst__slug=slug)


class MeetingMixin(PolicyMixin):
    """For a generic view about one meeting: the policy comes before the method."""

    model = Bijeenkomst
    _meeting: Bijeenkomst | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse before anything else happens."""
        self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Bijeenkomst:
        """Fetch and check once."""
        if self._meeting is None:
            self._meeting = super().get_object(queryset)
        return self._meeting
