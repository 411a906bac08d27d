"""Addresses of the programme: its parts, their werkvorm and their steps."""

from django.urls import URLPattern, path

from bijeenkomsten.views import programma, stappen, werkvormen

PART = "<slug:slug>/programma/<int:number>/"
STEP = f"{PART}stappen/<int:step>/"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/programma/", programma.make, name="agenda"),
    path(PART, programma.change, name="agenda_change"),
    path(f"{PART}verplaatsen/", programma.move, name="agenda_move"),
    path(f"{PART}weghalen/", programma.remove, name="agenda_remove"),
    path(f"{PART}werkvorm/", werkvormen.choose, name="agenda_method"),
    path(f"{PART}stappen/", stappen.steps, name="steps"),
    path(STEP, stappen.change, name="step_change"),
    path(f"{STEP}verplaatsen/", stappen.move, name="step_move"),
    path(f"{STEP}weghalen/", stappen.remove, name="step_remove"),
]
