"""Addresses of what an organiser prints."""

from django.urls import URLPattern, path

from bijeenkomsten.views import papier

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/naambordjes/", papier.badges, name="badges"),
    path("<slug:slug>/tekenlijst/", papier.signatures, name="signatures"),
    path("<slug:slug>/nodig/", papier.needs, name="needs"),
]
