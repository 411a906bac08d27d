"""Addresses of date polls."""

from django.urls import URLPattern, path

from bijeenkomsten.views import datumprikkers

urlpatterns: list[URLPattern] = [
    path("datumprikkers/", datumprikkers.PollListView.as_view(), name="datumprikkers"),
    path("datumprikkers/nieuw/", datumprikkers.create, name="datumprikker_nieuw"),
    path("datumprikkers/<int:number>/", datumprikkers.look, name="datumprikker"),
    path("datumprikkers/<int:number>/antwoord/", datumprikkers.vote, name="datumprikker_antwoord"),
    path("datumprikkers/<int:number>/momenten/", datumprikkers.add, name="datumprikker_momenten"),
    path(
        "datumprikkers/<int:number>/kiezen/<int:optie>/",
        datumprikkers.choose,
        name="datumprikker_kiezen",
    ),
    path("datumprikkers/<int:number>/stoppen/", datumprikkers.stop, name="datumprikker_stoppen"),
]
