"""Addresses of who writes along, and of the invitation to one person."""

from django.urls import URLPattern, path

from casussen.views import schrijvers

urlpatterns: list[URLPattern] = [
    path("uitnodigingen/<int:pk>/", schrijvers.InvitationView.as_view(), name="schrijfuitnodiging"),
    path("<slug:slug>/groep/", schrijvers.group, name="group"),
    path("<slug:slug>/groep/uitnodigen/", schrijvers.invite, name="group_invite"),
    path("<slug:slug>/groep/<int:pk>/weg/", schrijvers.remove, name="group_remove"),
    path("<slug:slug>/groep/stoppen/", schrijvers.leave, name="group_leave"),
]
