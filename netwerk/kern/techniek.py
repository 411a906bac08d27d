"""Django's admin, for engineers: it shows, under the same policy, and changes nothing of ours.

What somebody does is done on the pages, where the policy is asked and the log is written.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from netwerk.kern.policy import visible


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at, and only those that this engineer may know of."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Ask ``visible_to``: being an engineer opens nothing that is closed."""
        return visible(request.user, super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say no."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say no."""
        return False
