"""Addresses of the files and links at a part of the programme."""

from django.urls import URLPattern, path

from bijeenkomsten.views import papieren
from netwerk.kern.policy import public

PART = "<slug:slug>/programma/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(f"{PART}bronnen/", public(papieren.sources), name="papieren"),
    path(f"{PART}bijlagen/", papieren.overview, name="bijlagen"),
    path(f"{PART}bijlagen/bestand/", papieren.add_file, name="bijlage_bestand"),
    path(f"{PART}bijlagen/link/", papieren.add_link, name="bijlage_link"),
]
