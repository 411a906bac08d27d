"""Addresses of taking a document over."""

from django.urls import URLPattern, path

from casussen.views import importeren

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/importeren/", importeren.take_over, name="import"),
]
