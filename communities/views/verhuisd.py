"""Addresses that changed: the old one leads to the new one for good."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from communities.models import Community, Organisatie


class FormerSlugMixin:
    """For a view by ``slug``: what is not found may stand at another address by now.

    Stands first, before the policy: that a community or organisation was called otherwise is no
    secret, and the new address asks its own policy.
    """

    lives_at: type[Community | Organisatie]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or lead on."""
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except Http404:
            slug = kwargs["slug"]
            moved = self.lives_at.objects.filter(former_slugs__contains=[slug]).first()
            if moved is None or request.method not in {"GET", "HEAD"}:
                raise
            match: Any = request.resolver_match
            return redirect(match.view_name, moved.slug, permanent=True)
