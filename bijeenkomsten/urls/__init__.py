"""Addresses of this app, by subject; what is open to everybody says ``public``.

A fixed word after ``bijeenkomsten/`` stands above ``<slug:slug>/`` and in
``services.planning.RESERVED``.
"""

from django.urls import URLResolver, include, path

app_name = "bijeenkomsten"
urlpatterns: list[URLResolver] = [
    path("", include("bijeenkomsten.urls.werkvormen")),
    path("", include("bijeenkomsten.urls.afspraken")),
    path("", include("bijeenkomsten.urls.datumprikkers")),
    path("", include("bijeenkomsten.urls.gasten")),
    path("", include("bijeenkomsten.urls.meetings")),
    path("", include("bijeenkomsten.urls.aanmeldingen")),
    path("", include("bijeenkomsten.urls.afdrukken")),
    path("", include("bijeenkomsten.urls.rondmail")),
    path("", include("bijeenkomsten.urls.oproepen")),
    path("", include("bijeenkomsten.urls.programma")),
    path("", include("bijeenkomsten.urls.papieren")),
    path("", include("bijeenkomsten.urls.voorstellen")),
    path("", include("bijeenkomsten.urls.zaal")),
    path("", include("bijeenkomsten.urls.verslag")),
    path("", include("bijeenkomsten.urls.nazorg")),
]
