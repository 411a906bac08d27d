"""Addresses of this part; nothing is open to visitors without an account."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
