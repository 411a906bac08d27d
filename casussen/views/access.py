"""How every page about one casus or dilemma starts: fetch it, ask the policy, see the method."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from casussen.models import Casus, Dilemma
from netwerk.kern.policy import PolicyMixin, needs, require, visible

type View = Callable[..., HttpResponse]
FORM_METHODS = ("get", "head", "post", "options")
"""For a generic form view; Django would also take PUT, as if it were POST."""


def about_casus(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its casus, when this person may know of it and do this to it."""
    return _about(Casus.objects.select_related("community"), permission, methods)


def about_dilemma(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its dilemma, like ``about_casus``."""
    return _about(Dilemma.objects.select_related("community"), permission, methods)


def _about(
    rows: QuerySet[Any], permission: str, methods: tuple[str, ...]
) -> Callable[[View], View]:
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            subject = get_object_or_404(visible(request.user, rows.all()), slug=slug)
            require(request.user, permission, subject)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, subject, **kwargs)

        return needs(permission)(wrapped)

    return decorate


class OneObjectMixin(PolicyMixin):
    """For a generic view about one object: the policy comes before the method."""

    _found: Model | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse before anything else happens."""
        self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:
        """Fetch and check once."""
        if self._found is None:
            self._found = super().get_object(queryset)
        return self._found
