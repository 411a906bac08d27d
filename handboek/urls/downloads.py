"""Addresses of the handboek as files; all of them are open to visitors but one's own list."""

from django.urls import URLPattern, path, re_path

from handboek.views import downloads
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

FORM = r"(?P<form>[a-z]{3,5})$"

urlpatterns: list[URLPattern] = [
    path("downloaden/", public(downloads.downloads), name="downloads"),
    re_path(rf"^downloaden/handboek\.{FORM}", public(downloads.book), name="boekbestand"),
    re_path(
        rf"^downloaden/uitgave-(?P<year>\d{{4}})-(?P<number>\d{{1,4}})\.{FORM}",
        public(downloads.edition),
        name="uitgavebestand",
    ),
    re_path(
        rf"^downloaden/hoofdstuk-(?P<number>\d{{1,4}})\.{FORM}",
        public(downloads.chapter),
        name="hoofdstukbestand",
    ),
    re_path(
        rf"^downloaden/advies-(?P<number>\d{{1,9}})\.{FORM}",
        kept(public(downloads.advies)),
        name="adviesbestand",
    ),
    re_path(rf"^downloaden/lijst\.{FORM}", public(downloads.shared_list), name="lijstbestand"),
    re_path(rf"^mijn-lijst/bestand\.{FORM}", downloads.own_list, name="mijn_lijstbestand"),
]
