"""Addresses about messages: under /berichten/ what a link in a mail opens without logging in."""

from django.urls import URLPattern, path

from netwerk.kern.berichten import views
from netwerk.kern.policy import public

app_name = "berichten"
urlpatterns: list[URLPattern] = [
    path("mijn/berichten/", views.preferences_page, name="preferences"),
    path("berichten/afmelden/<str:token>/", public(views.unsubscribe), name="unsubscribe"),
    path("berichten/stil/<str:token>/", public(views.mute), name="mute"),
]
