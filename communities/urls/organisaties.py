"""Organisations, at /organisaties/."""

from django.urls import URLPattern, path

from communities.views import organisaties
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", briefly(public(organisaties.OrganisatieListView.as_view())), name="organisaties"),
    path(
        "<slug:slug>/",
        briefly(public(organisaties.OrganisatieDetailView.as_view())),
        name="organisatie",
    ),
]
