"""What pages of every app share: the policy before the method, and pages of a list."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    QueryDict,
)
from django.utils.functional import cached_property

from netwerk.kern.policy import PolicyMixin, needs, require

LONGEST_KEY = 18  # digits that every key of a row fits in
type View = Callable[..., HttpResponse]


def about(
    permission: str, methods: tuple[str, ...], fetch: Callable[..., Model], *keys: str
) -> Callable[[View], View]:
    """Give a function view its object, when this person may know of it and do this to it.

    ``fetch(request, slug)`` goes through ``visible_to``; with ``keys`` it gets those of the
    address. The order is: 404, 403, 405; so a method that the view does not take tells nothing
    to who may not come here.
    """
    named = keys or ("slug",)
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            subject = fetch(request, *(kwargs.pop(key) for key in named))
            require(request.user, permission, subject)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, subject, **kwargs)

        return needs(permission)(wrapped)

    return decorate


def only_with(permission: str, *methods: str) -> Callable[[View], View]:
    """Let only who has a permission without an object into a function view: 403 before 405."""
    allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(request.user, permission)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, *args, **kwargs)

        return needs(permission)(checked)

    return decorate


def number_of(text: str | None) -> int:
    """Return a whole number that somebody sent, or 0 for what is none: no row has that key."""
    plain = text or ""
    fits = plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_KEY
    return int(plain) if fits else 0


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


class BoundedPaginator(Paginator):
    """For a list without end: counts no further than ``most``, for nobody reads on."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or ``most``."""
        rows: Any = self.object_list
        return int(rows[: self.most].count())


def other_choices(query: QueryDict, chosen: Collection[str], *left_out: str) -> str:
    """Return the query string of a list without some of its choices, and without its page.

    What the filter did not take (``chosen`` are the names that it did) is left out too.
    """
    rest = query.copy()
    for key in [*rest]:
        if key in left_out or key not in chosen:
            del rest[key]
    return rest.urlencode()


class NotIndexedMixin:
    """For a page about people: no search engine keeps it, whoever lets one in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and say so in a header."""
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response  # type: ignore[no-any-return]


class PagesMixin:
    """For a ListView: ``?pagina=`` shows the last page when too high, the first for nonsense."""

    page_kwarg = "pagina"
    paginator_class: type[Paginator] = Paginator
    request: HttpRequest

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Return a page that exists, whatever the address asks for."""
        asked = self.request.GET.get(self.page_kwarg)
        page = self.paginator_class(queryset, page_size).get_page(asked)
        return page.paginator, page, page.object_list, page.has_other_pages()
