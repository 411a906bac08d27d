"""Addresses of dilemma's."""

from django.urls import URLPattern, path

from casussen.views import dilemmas
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", public(dilemmas.DilemmaListView.as_view()), name="dilemmas"),
    path("nieuw/", dilemmas.DilemmaCreateView.as_view(), name="dilemma_create"),
    path("<slug:slug>/", public(dilemmas.DilemmaDetailView.as_view()), name="dilemma"),
    path("<slug:slug>/bewerk/", dilemmas.DilemmaUpdateView.as_view(), name="dilemma_update"),
    path("<slug:slug>/sluiten/", dilemmas.close, name="dilemma_close"),
]
