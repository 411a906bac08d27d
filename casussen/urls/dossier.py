"""Addresses of a casus to take along; who may read the casus may have it."""

from django.urls import URLPattern, path

from casussen.views import dossier
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/dossier/", briefly(public(dossier.dossier)), name="dossier"),
    path("<slug:slug>/dossier/casus.<slug:form>", public(dossier.document), name="dossierbestand"),
]
