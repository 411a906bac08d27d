"""Addresses of the afruilmatrix, of comparing casussen, and of the keuzehulp."""

from django.urls import URLPattern, path

from casussen.views import afruil, keuzehulp, themas, vergelijken
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("vergelijken/", briefly(public(vergelijken.compare)), name="compare"),
    path("thema/", briefly(public(themas.themes)), name="themes"),
    path("thema/<slug:notation>/", briefly(public(themas.theme)), name="theme"),
    path("<slug:slug>/afruil/", briefly(public(afruil.afruil)), name="afruil"),
    path("<slug:slug>/bewerk/afruil/", afruil.afruil_edit, name="afruil_edit"),
    path("<slug:slug>/bewerk/afruil/terug/", afruil.effect_restore, name="effect_restore"),
    path("<slug:slug>/bewerk/afruil/kringen/", afruil.take_over, name="afruil_take_over"),
    path("<slug:slug>/bewerk/afruil/<int:pk>/", afruil.effect, name="effect"),
    path("<slug:slug>/bewerk/afruil/<int:pk>/weg/", afruil.effect_remove, name="effect_remove"),
    path("<slug:slug>/keuzehulp/", keuzehulp.keuzehulp, name="keuzehulp"),
    path("<slug:slug>/keuzehulp/bewaar/", keuzehulp.keuze_keep, name="keuze_keep"),
    path("<slug:slug>/keuzehulp/blad/", keuzehulp.keuze, name="keuze"),
]
