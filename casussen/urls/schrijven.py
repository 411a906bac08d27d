"""Addresses of writing together: drafts, two texts of one section, the history and the trash."""

from django.urls import URLPattern, path

from casussen.views import concepten, geschiedenis, trash

urlpatterns: list[URLPattern] = [
    path("prullenbak/", trash.CasusTrashView.as_view(), name="trash"),
    path("prullenbak/<slug:slug>/", trash.take_back, name="take_back"),
    path("<slug:slug>/weggooien/", trash.throw_away, name="throw_away"),
    path("<slug:slug>/geschiedenis/", geschiedenis.history, name="history"),
    path("<slug:slug>/geschiedenis/<slug:kind>/", geschiedenis.compare, name="compare"),
    path(
        "<slug:slug>/geschiedenis/<slug:kind>/<int:number>/", geschiedenis.version, name="version"
    ),
    path("<slug:slug>/bewerk/<slug:kind>/concept/", concepten.keep, name="draft"),
    path("<slug:slug>/bewerk/<slug:kind>/concept/weg/", concepten.discard, name="draft_discard"),
    path("<slug:slug>/bewerk/<slug:kind>/concept/terug/", concepten.take_back, name="draft_back"),
    path("<slug:slug>/bewerk/<slug:kind>/botsing/", concepten.conflict, name="conflict"),
]
