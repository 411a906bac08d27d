"""Addresses of how adviezen are used: reports "toegepast bij ons"."""

from django.urls import URLPattern, path

from handboek.views import toepassingen
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
    path("redactie/toepassingen/", toepassingen.queue, name="redactie_toepassingen"),
]
