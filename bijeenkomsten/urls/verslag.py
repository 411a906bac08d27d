"""Addresses of the minutes."""

from django.urls import URLPattern, path

from bijeenkomsten.views import correcties, schrijvers, verslag, verslagcontrole
from netwerk.kern.kept_pages import briefly, kept
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/verslag/", briefly(public(verslag.read)), name="verslag"),
    path("<slug:slug>/verslag/beginnen/", verslag.start, name="verslag_start"),
    path("<slug:slug>/verslag/schrijvers/", schrijvers.writers, name="verslag_writers"),
    path("<slug:slug>/verslag/controle/", verslagcontrole.check, name="verslag_check"),
    path("<slug:slug>/verslag/terug/", verslagcontrole.reopen, name="verslag_reopen"),
    path("<slug:slug>/verslag/akkoord/", verslagcontrole.agree, name="verslag_agree"),
    path("<slug:slug>/verslag/vaststellen/", verslag.finalise, name="verslag_finalise"),
    path(
        "<slug:slug>/verslag/voorstellen/<int:number>/",
        verslagcontrole.decide,
        name="verslag_proposal",
    ),
    path("<slug:slug>/verslag/<int:number>/", verslag.write, name="verslag_write"),
    path("<slug:slug>/verslag/<int:number>/inbreng/", verslag.notes, name="verslag_notes"),
    path(
        "<slug:slug>/verslag/<int:number>/voorstel/",
        verslagcontrole.propose,
        name="verslag_propose",
    ),
    path(
        "<slug:slug>/verslag/<int:number>/corrigeren/", correcties.correct, name="verslag_correct"
    ),
    path(
        "<slug:slug>/verslag/<int:number>/correctie/<int:version>/",
        kept(public(correcties.difference)),
        name="verslag_difference",
    ),
]
