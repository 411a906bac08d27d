"""Addresses of meetings themselves: reading, planning, changing."""

from django.urls import URLPattern, path

from bijeenkomsten.views import agendas, feed, maand, meetings, planning
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", briefly(public(meetings.MeetingListView.as_view())), name="list"),
    path("atom.xml", public(feed.feed), name="feed"),
    path("agenda.ics", public(agendas.public_feed), name="public_ics"),
    path("maand/<int:year>/<int:number>/", briefly(public(maand.month)), name="month"),
    path("nieuw/", planning.MeetingCreateView.as_view(), name="create"),
    path("<slug:slug>/", briefly(public(meetings.MeetingDetailView.as_view())), name="detail"),
    path("<slug:slug>/agenda.ics", public(meetings.calendar_file), name="ics"),
    path("<slug:slug>/wijzigen/", planning.MeetingUpdateView.as_view(), name="update"),
    path("<slug:slug>/kopieren/", planning.copy, name="copy"),
    path("<slug:slug>/afgelasten/", planning.cancel, name="cancel"),
    path("<slug:slug>/herstellen/", planning.restore, name="restore"),
]
