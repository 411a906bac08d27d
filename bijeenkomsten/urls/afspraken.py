"""Addresses of decisions and action points."""

from django.urls import URLPattern, path

from bijeenkomsten.views import afspraken

urlpatterns: list[URLPattern] = [
    path("actiepunten/<slug:slug>/", afspraken.of_community, name="actiepunten"),
    path("<slug:slug>/verslag/<int:number>/besluit/", afspraken.add_besluit, name="besluit_add"),
    path(
        "<slug:slug>/verslag/<int:number>/besluiten/<int:key>/",
        afspraken.change_besluit,
        name="besluit_change",
    ),
    path(
        "<slug:slug>/verslag/<int:number>/actiepunt/",
        afspraken.add_actiepunt,
        name="actiepunt_add",
    ),
    path("<slug:slug>/actiepunten/<int:number>/", afspraken.show, name="actiepunt"),
    path(
        "<slug:slug>/actiepunten/<int:number>/wijzigen/", afspraken.change, name="actiepunt_change"
    ),
    path(
        "<slug:slug>/actiepunten/<int:number>/weghalen/", afspraken.remove, name="actiepunt_remove"
    ),
]
