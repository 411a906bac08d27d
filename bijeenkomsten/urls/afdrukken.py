"""Addresses of what an organiser prints."""

from django.urls import URLPattern, path

from bijeenkomsten.views import afdrukken

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/naambordjes/", afdrukken.badges, name="badges"),
    path("<slug:slug>/tekenlijst/", afdrukken.signatures, name="signatures"),
    path("<slug:slug>/nodig/", afdrukken.needs, name="needs"),
]
