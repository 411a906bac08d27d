"""Addresses of files that somebody had made for themselves, mounted at /mijn/bestanden/."""

from django.urls import URLPattern, path

from netwerk.kern.uitvoer import views

app_name = "uitvoer"
urlpatterns: list[URLPattern] = [
    path("", views.mine, name="mine"),
    path("<uuid:public_id>/", views.show, name="show"),
    path("<uuid:public_id>/ophalen/", views.fetch, name="fetch"),
]
