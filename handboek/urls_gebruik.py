"""Addresses of how adviezen are used: "toegepast bij ons", and what readers say of them."""

from django.urls import URLPattern, path

from handboek.views import lezers, toepassingen
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path(
        "adviezen/<int:number>/toegepast/", kept(public(toepassingen.reports)), name="toepassingen"
    ),
    path("adviezen/<int:number>/toegepast/vertel/", toepassingen.tell, name="vertel"),
    path("toepassingen/<int:pk>/", kept(public(toepassingen.report)), name="toepassing"),
    path("toepassingen/<int:pk>/plaats/", toepassingen.place, name="toepassing_plaats"),
    path("toepassingen/<int:pk>/plaats-niet/", toepassingen.refuse, name="toepassing_weiger"),
    path("toepassingen/<int:pk>/neem-terug/", toepassingen.withdraw, name="toepassing_terug"),
    path("toepassingen/<int:pk>/afgehandeld/", toepassingen.settle, name="toepassing_klaar"),
    path("adviezen/<int:number>/nuttig/", public(lezers.useful), name="nuttig"),
    path("adviezen/<int:number>/nuttig/bedankt/", public(lezers.thanks), name="nuttig_bedankt"),
    path("redactie/lezers/", lezers.queue, name="redactie_lezers"),
    path("redactie/lezers/adviezen/", lezers.counts, name="redactie_lezers_adviezen"),
    path("redactie/lezers/<int:pk>/afgehandeld/", lezers.handle, name="lezersantwoord_klaar"),
    path("redactie/toepassingen/", toepassingen.queue, name="redactie_toepassingen"),
]
