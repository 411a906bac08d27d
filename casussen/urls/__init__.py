"""Addresses of this app, by their first words; what is open to everybody says ``public``.

A fixed word after ``casussen/`` stands above ``<slug:slug>/`` and in ``services.rows.RESERVED``.
"""

from django.urls import URLResolver, include, path

app_name = "casussen"
urlpatterns: list[URLResolver] = [
    path("casussen/dilemmas/", include("casussen.urls.dilemmas")),
    path("casussen/", include("casussen.urls.casussen")),
]
