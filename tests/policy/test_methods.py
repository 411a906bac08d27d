"""No page takes a method that it was not written for."""

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from netwerk.kern.policy import PolicyMixin


def views(resolver: URLResolver) -> set[type]:
    """Return the class of every class-based view."""
    found: set[type] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(getattr(pattern.callback, "view_class", type(None)))
        else:
            found |= views(pattern)
    return found


def test_no_view_of_ours_takes_put() -> None:
    ours = {view for view in views(get_resolver()) if issubclass(view, PolicyMixin)}
    methods = {method for view in ours for method in view.http_method_names}
    assert (len(ours) > 20, methods) == (True, {"get", "head", "post", "options"})
