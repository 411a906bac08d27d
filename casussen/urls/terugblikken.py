"""Addresses about how it is with a casus later."""

from django.urls import URLPattern, path

from casussen.views import terugblikken

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/terugblik/<int:months>/", terugblikken.terugblik, name="terugblik"),
]
