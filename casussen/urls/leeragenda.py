"""Addresses of the leeragenda of a community."""

from django.urls import URLPattern, path

from casussen.views import leeragenda
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

AGENDA = "communities/<slug:slug>/leeragenda/"
urlpatterns: list[URLPattern] = [
    path(AGENDA, briefly(public(leeragenda.leeragenda)), name="leeragenda"),
    path(f"{AGENDA}nieuw/", leeragenda.create, name="leervraag_create"),
    path(f"{AGENDA}<int:pk>/", briefly(public(leeragenda.leervraag)), name="leervraag"),
    path(f"{AGENDA}<int:pk>/bewerk/", leeragenda.change, name="leervraag_update"),
    path(f"{AGENDA}<int:pk>/stand/", leeragenda.state, name="leervraag_state"),
    path(f"{AGENDA}<int:pk>/verplaats/", leeragenda.move, name="leervraag_move"),
]
