"""Addresses of meetings themselves: reading, planning, changing."""

from django.urls import URLPattern, path

from bijeenkomsten.views import agendas, feed, maand, meeting, organise
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", public(meeting.MeetingListView.as_view()), name="list"),
    path("atom.xml", public(feed.feed), name="feed"),
    path("agenda.ics", public(agendas.public_feed), name="public_ics"),
    path("maand/<int:year>/<int:number>/", public(maand.month), name="month"),
    path("nieuw/", organise.MeetingCreateView.as_view(), name="create"),
    path("<slug:slug>/", public(meeting.MeetingDetailView.as_view()), name="detail"),
    path("<slug:slug>/agenda.ics", public(meeting.calendar_file), name="ics"),
    path("<slug:slug>/wijzigen/", organise.MeetingUpdateView.as_view(), name="update"),
    path("<slug:slug>/kopieren/", organise.copy, name="copy"),
    path("<slug:slug>/afgelasten/", organise.cancel, name="cancel"),
    path("<slug:slug>/herstellen/", organise.restore, name="restore"),
]
