"""Addresses of generatoren, and of those of one casus."""

from django.urls import URLPattern, path

from casussen.views import generatoren
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path(
        "generatoren/",
        briefly(public(generatoren.GeneratorListView.as_view())),
        name="generatoren",
    ),
    path("generatoren/<slug:slug>/", briefly(public(generatoren.generator)), name="generator"),
    path("generatoren/<slug:slug>/bewerk/", generatoren.change, name="generator_update"),
    path("generatoren/<slug:slug>/samenvoegen/", generatoren.merge, name="generator_merge"),
    path(
        "casussen/<slug:slug>/bewerk/generatoren/",
        generatoren.of_casus,
        name="casus_generatoren",
    ),
    path(
        "casussen/<slug:slug>/bewerk/generatoren/<int:pk>/",
        generatoren.ervaring,
        name="ervaring",
    ),
    path(
        "casussen/<slug:slug>/bewerk/generatoren/<int:pk>/weg/",
        generatoren.remove,
        name="ervaring_remove",
    ),
]
