"""Addresses of the sources and files of a casus."""

from django.urls import URLPattern, path

from casussen.views import bijlagen
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/bronnen/", briefly(public(bijlagen.sources)), name="bronnen"),
    path("<slug:slug>/bijlagen/", bijlagen.overview, name="bijlagen"),
    path("<slug:slug>/bijlagen/bestand/", bijlagen.add_file, name="bijlage_bestand"),
    path("<slug:slug>/bijlagen/link/", bijlagen.add_link, name="bijlage_link"),
    path("<slug:slug>/bijlagen/afbeelding/", bijlagen.add_picture, name="bijlage_afbeelding"),
]
