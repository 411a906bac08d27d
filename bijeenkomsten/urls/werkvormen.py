"""Addresses of the werkvormen, which belong to no meeting."""

from django.urls import URLPattern, path

from bijeenkomsten.views import werkvormen
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("werkvormen/", briefly(public(werkvormen.library)), name="werkvormen"),
    path("werkvormen/<slug:key>/", briefly(public(werkvormen.one)), name="werkvorm"),
]
