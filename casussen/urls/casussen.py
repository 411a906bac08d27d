"""Addresses of casussen: finding, reading, writing, publishing and keeping them."""

from django.urls import URLPattern, path

from casussen.views import (
    feed,
    keeping,
    publication,
    reading,
    secties,
    stage,
    vinden,
    wittevlekken,
    writing,
)
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", briefly(public(vinden.CasusListView.as_view())), name="list"),
    path("atom.xml", public(feed.feed), name="feed"),
    path("witte-vlekken/", briefly(public(wittevlekken.white_spots)), name="white_spots"),
    path("nieuw/", writing.CasusCreateView.as_view(), name="create"),
    path("<slug:slug>/", briefly(public(reading.CasusDetailView.as_view())), name="detail"),
    path("<slug:slug>/bewerk/", writing.CasusUpdateView.as_view(), name="update"),
    path("<slug:slug>/bewerk/welvaartsbeeld/", writing.welvaartsbeeld, name="welvaartsbeeld"),
    path("<slug:slug>/bewerk/fase/", stage.stage, name="stage"),
    path("<slug:slug>/bewerk/<slug:kind>/", secties.section, name="section"),
    path("<slug:slug>/zichtbaarheid/", publication.visibility, name="visibility"),
    path("<slug:slug>/publiceren/", publication.request_publication, name="request_publication"),
    path("<slug:slug>/publiceren/besluit/", publication.decide, name="decide"),
    path("<slug:slug>/intrekken/", keeping.withdraw, name="withdraw"),
    path("<slug:slug>/terugzetten/", keeping.restore, name="restore"),
]
