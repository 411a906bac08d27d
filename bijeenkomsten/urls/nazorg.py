"""Addresses of what comes after a meeting."""

from django.urls import URLPattern, path

from bijeenkomsten.views import nazorg

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/evaluatie/", nazorg.evaluation, name="evaluatie"),
]
