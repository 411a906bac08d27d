"""Addresses of the programme."""

from django.urls import URLPattern, path

from bijeenkomsten.views import agenda

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/programma/", agenda.agenda, name="agenda"),
    path("<slug:slug>/programma/<int:number>/", agenda.change, name="agenda_change"),
    path("<slug:slug>/programma/<int:number>/verplaatsen/", agenda.move, name="agenda_move"),
    path("<slug:slug>/programma/<int:number>/weghalen/", agenda.remove, name="agenda_remove"),
]
