"""How every app asks its policy; the policies themselves stand in each app's permissions.py.

Three rules hold everywhere. A view says which permission it needs, or the middleware refuses
it. Rows are fetched through ``visible_to(user)``, so that what you may not know of answers 404
like what does not exist. What you may see but not do answers 403 (for an anonymous visitor:
the login page, which comes back here).
"""

from collections.abc import Callable
from typing import Any

import rules
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase

OPEN = "open"  # anyone, signed in or not
SIGNED_IN = "signed_in"  # anyone with an account
THIRD_PARTY = (
    "allauth.",
    "anymail.webhooks.",
    "django.contrib.admin",
    "django.contrib.staticfiles",
)


@rules.predicate
def is_beheerder(user: Any) -> bool:
    """Somebody who manages people; on the ground floor that is all we know of them."""
    return bool(user.is_authenticated and getattr(user, "is_beheerder", False))


def public[View: Callable[..., Any]](view: View) -> View:
    """Open a URL for visitors without an account; stands in urls.py, where a reviewer looks."""
    return login_not_required(view)


def needs[View: Callable[..., Any]](permission: str) -> Callable[[View], View]:
    """Declare the permission of a function view, which asks ``require`` itself.

    About one object it does so after fetching that through ``visible_to`` (pages.about).
    """

    def decorate(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return decorate


def allowed(user: Any, permission: str, obj: Model | None = None) -> bool:
    """Say whether this person may do this to this object."""
    if permission == OPEN:
        return True
    if permission == SIGNED_IN:
        return bool(user.is_authenticated)
    return bool(user.has_perm(permission, obj))


def require(user: Any, permission: str, obj: Model | None = None) -> None:
    """Raise PermissionDenied unless the person may do this to this object."""
    if not allowed(user, permission, obj):
        raise PermissionDenied


def visible(user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows that this person may know of."""
    return queryset.visible_to(user)  # type: ignore[attr-defined]


def is_declared(view: Callable[..., Any]) -> bool:
    """Say whether a view declares its permission, or belongs to a package that guards itself."""
    target = getattr(view, "view_class", view)
    if getattr(target, "permission", None):
        return True
    return target.__module__.startswith(THIRD_PARTY)


class PolicyMixin:
    """For class-based views: checks ``permission`` on the object, or without one on the page.

    A view with ``get_object`` gets its rows through ``visible_to``; a view that works inside
    another object (a new casus in a community) overrides ``get_policy_object``.
    """

    permission: str
    request: HttpRequest
    http_method_names = ("get", "head", "post", "options")  # Django would take a PUT for a POST

    def get_queryset(self) -> QuerySet[Any]:
        """Return only rows that this person may know of."""
        return visible(self.request.user, super().get_queryset())  # type: ignore[misc]

    def get_policy_object(self) -> Model | None:
        """Return the object that the permission is about before any other is fetched."""
        return None

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """Fetch the object and check the permission on it."""
        obj = super().get_object(queryset)  # type: ignore[misc]
        require(self.request.user, self.permission, obj)
        return obj

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check a page without an object of its own before anything is read or written."""
        if not hasattr(super(), "get_object") or self.creates():
            require(request.user, self.permission, self.get_policy_object())
        elif request.method not in {"GET", "HEAD", "POST"} or not hasattr(
            self, request.method.lower()
        ):
            self.get_object()  # a method that it does not take tells nothing either
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def creates(self) -> bool:
        """Say whether the view makes a new object (a create view has get_object but no object)."""
        from django.views.generic.edit import BaseCreateView

        return isinstance(self, BaseCreateView)
