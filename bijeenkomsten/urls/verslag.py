"""Addresses of the minutes."""

from django.urls import URLPattern, path

from bijeenkomsten.views import verslag
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/verslag/", public(verslag.read), name="verslag"),
    path("<slug:slug>/verslag/beginnen/", verslag.start, name="verslag_start"),
    path("<slug:slug>/verslag/vaststellen/", verslag.finalise, name="verslag_finalise"),
    path("<slug:slug>/verslag/<int:number>/", verslag.write, name="verslag_write"),
]
