"""Addresses of who comes."""

from django.urls import URLPattern, path

from bijeenkomsten.views import aanwezig, meetings

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/aanmelden/", meetings.register, name="register"),
    path("<slug:slug>/deelnemers/", meetings.attendee_list, name="attendees"),
    path("<slug:slug>/aanwezig/", aanwezig.presence, name="presence"),
    path("<slug:slug>/aanwezig/tabel/", aanwezig.presence_table, name="presence_table"),
]
