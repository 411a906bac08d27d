"""Addresses of this app; what is open to visitors without an account says ``public``."""

from django.urls import URLPattern

app_name = "casussen"
urlpatterns: list[URLPattern] = []
