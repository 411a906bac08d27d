"""Addresses of editions; they hold numbers alone, so that no new name ever breaks one."""

from django.urls import URLPattern, path, re_path

from handboek.views import citeren, uitgaven, uitgaven_redactie, weglatingen
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

ONE = "uitgaven/<int:year>-<int:number>/"
DESK = f"redactie/{ONE}"
FILE = r"(?P<vorm>bib|ris)$"
ONE_RE = r"^uitgaven/(?P<year>\d{1,4})-(?P<number>\d{1,4})/"

urlpatterns: list[URLPattern] = [
    path("uitgaven/", kept(public(uitgaven.editions)), name="uitgaven"),
    path("uitgaven/atom.xml", public(uitgaven.feed), name="uitgaven_feed"),
    path(ONE, kept(public(uitgaven.edition)), name="uitgave"),
    path(
        f"{ONE}hoofdstukken/<int:chapter>/",
        kept(public(uitgaven.chapter)),
        name="uitgave_hoofdstuk",
    ),
    path(f"{ONE}adviezen/<int:advies>/", kept(public(uitgaven.advies)), name="uitgave_advies"),
    path(
        f"{ONE}verschil/<int:other_year>-<int:other_number>/",
        kept(public(uitgaven.differences)),
        name="uitgave_verschil",
    ),
    re_path(
        rf"^adviezen/(?P<number>\d{{1,9}})/versies/(?P<version>\d{{1,4}})/citeer\.{FILE}",
        public(citeren.of_version),
        name="citeer_versie",
    ),
    re_path(rf"{ONE_RE}citeer\.{FILE}", public(citeren.of_edition), name="citeer_uitgave"),
    re_path(
        rf"{ONE_RE}hoofdstukken/(?P<chapter>\d{{1,4}})/citeer\.{FILE}",
        public(citeren.of_chapter),
        name="citeer_hoofdstuk",
    ),
    re_path(
        rf"{ONE_RE}adviezen/(?P<advies>\d{{1,9}})/citeer\.{FILE}",
        public(citeren.of_row),
        name="citeer_rij",
    ),
    path("redactie/uitgaven/", uitgaven_redactie.desk, name="redactie_uitgaven"),
    path("redactie/uitgaven/nieuw/", uitgaven_redactie.start, name="uitgave_nieuw"),
    path(DESK, uitgaven_redactie.work, name="uitgave_werk"),
    path(f"{DESK}bewerk/", uitgaven_redactie.change, name="uitgave_bewerk"),
    path(f"{DESK}verschijn/", uitgaven_redactie.publish, name="uitgave_verschijn"),
    path(f"{DESK}gooi-weg/", uitgaven_redactie.discard, name="uitgave_weg"),
    path(f"{DESK}adviezen/<int:advies>/haal-weg/", weglatingen.ask, name="weglating_vraag"),
    path("redactie/weglatingen/<int:pk>/", weglatingen.read, name="weglating"),
    path("redactie/weglatingen/<int:pk>/haal-weg/", weglatingen.agree, name="weglating_ja"),
    path("redactie/weglatingen/<int:pk>/laat-staan/", weglatingen.refuse, name="weglating_nee"),
]
