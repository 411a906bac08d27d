"""Addresses for asking a whole community to come."""

from django.urls import URLPattern, path

from bijeenkomsten.views import oproepen

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/uitnodigen/", oproepen.ask, name="ask"),
    path("<slug:slug>/uitnodigen/<slug:community>/", oproepen.ask_one, name="ask_one"),
]
