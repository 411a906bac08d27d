"""Addresses of who comes."""

from django.urls import URLPattern, path

from bijeenkomsten.views import meeting

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/aanmelden/", meeting.register, name="register"),
    path("<slug:slug>/deelnemers/", meeting.attendee_list, name="attendees"),
]
