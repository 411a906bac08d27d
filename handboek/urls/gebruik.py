"""Addresses of how adviezen are used: reports, what readers say, and lists to take along."""

from django.urls import URLPattern, path

from handboek.views import delen, lezers, meenemen, toepassingen
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
    path("adviezen/<int:number>/delen/", kept(public(delen.share)), name="delen"),
    path("oembed/", public(delen.oembed), name="oembed"),
    path("redactie/lezers/", lezers.queue, name="redactie_lezers"),
    path("redactie/lezers/adviezen/", lezers.counts, name="redactie_lezers_adviezen"),
    path("redactie/lezers/<int:pk>/afgehandeld/", lezers.handle, name="lezersantwoord_klaar"),
    path("lijst/", kept(public(meenemen.shared)), name="meenemen"),
    path("adviezen/<int:number>/op-mijn-lijst/", meenemen.put, name="lijst_op"),
    path("mijn-lijst/", meenemen.mine, name="mijn_lijst"),
    path("mijn-lijst/erbij/", meenemen.put_chosen, name="lijst_erbij"),
    path("mijn-lijst/afdrukken/", meenemen.paper, name="lijst_papier"),
    path("mijn-lijst/mail/", meenemen.mail, name="lijst_mail"),
    path("mijn-lijst/<int:pk>/haal-weg/", meenemen.take_off, name="lijst_af"),
    path("mijn-lijst/<int:pk>/omhoog/", meenemen.up, name="lijst_omhoog"),
    path("mijn-lijst/<int:pk>/omlaag/", meenemen.down, name="lijst_omlaag"),
    path("mijn-lijst/<int:pk>/notitie/", meenemen.note, name="lijst_notitie"),
    path("redactie/toepassingen/", toepassingen.queue, name="redactie_toepassingen"),
]
