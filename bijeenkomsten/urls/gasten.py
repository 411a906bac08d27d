"""Addresses of guests: the form of a meeting, and the links in their mails.

Such a link is the key to a page of its own; it stands in no log (``netwerk.kern.logregels``).
"""

from django.urls import URLPattern, path

from bijeenkomsten.views import gasten
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("gast/bevestig/<str:token>/", public(gasten.confirm), name="gast_bevestig"),
    path("gast/<str:token>/", public(gasten.own), name="gast"),
    path("<slug:slug>/gast/", public(gasten.ask), name="gast_worden"),
    path("<slug:slug>/gast/gevraagd/", public(gasten.asked), name="gast_gevraagd"),
    path("<slug:slug>/gasten/<int:number>/afmelden/", gasten.sign_off, name="gast_afmelden"),
]
