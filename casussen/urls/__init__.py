"""Addresses of this app, by their first words; what is open to everybody says ``public``.

A fixed word after ``casussen/`` stands above ``<slug:slug>/`` and in ``services.rows.RESERVED``.
"""

from django.urls import URLResolver, include, path

app_name = "casussen"
urlpatterns: list[URLResolver] = [
    path("casussen/dilemmas/", include("casussen.urls.dilemmas")),
    path("casussen/", include("casussen.urls.importeren")),
    path("casussen/", include("casussen.urls.verwant")),
    path("casussen/", include("casussen.urls.schrijvers")),
    path("casussen/", include("casussen.urls.verhalen")),
    path("casussen/", include("casussen.urls.terugblikken")),
    path("casussen/", include("casussen.urls.inwoners")),
    path("", include("casussen.urls.generatoren")),
    path("", include("casussen.urls.leeragenda")),
    path("casussen/", include("casussen.urls.afruil")),
    path("casussen/", include("casussen.urls.schrijven")),
    path("", include("casussen.urls.toestemming")),
    path("casussen/", include("casussen.urls.bijlagen")),
    path("casussen/", include("casussen.urls.dossier")),
    path("casussen/", include("casussen.urls.casussen")),
]
