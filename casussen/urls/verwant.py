"""Addresses of which casussen belong together."""

from django.urls import URLPattern, path

from casussen.views import verwant

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/verwant/", verwant.related, name="related"),
]
