"""Addresses of the live view, and of what was written down in it."""

from django.urls import URLPattern, path

from bijeenkomsten.views import inbreng, zaal

ENTRY = "<slug:slug>/zaal/inbreng/<int:entry>/"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/zaal/", zaal.room, name="room"),
    path("<slug:slug>/zaal/nu/", zaal.now, name="room_now"),
    path("<slug:slug>/zaal/sturen/", zaal.steer, name="room_steer"),
    path("<slug:slug>/zaal/opschrijven/", zaal.write, name="room_write"),
    path("<slug:slug>/zaal/opgeschreven/", inbreng.notes, name="room_notes"),
    path(f"{ENTRY}weghalen/", inbreng.remove, name="room_remove"),
    path(f"{ENTRY}meenemen/", inbreng.adopt, name="room_adopt"),
]
