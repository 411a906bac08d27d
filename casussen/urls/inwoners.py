"""Addresses of questions to residents; they answer without an account."""

from django.urls import URLPattern, path

from casussen.views import inwoners, inwonersantwoorden, wachtrij
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

ABOUT = "<slug:slug>/inwoners/"
ONE = f"{ABOUT}<int:pk>/"
ANSWER = f"{ONE}wachtrij/<int:nummer>/"
urlpatterns: list[URLPattern] = [
    path(ABOUT, inwoners.overview, name="inwoners"),
    path(f"{ABOUT}nieuw/", inwoners.create, name="inwonersvraag_create"),
    path(
        f"{ABOUT}antwoorden/<int:pk>/",
        public(inwonersantwoorden.permalink),
        name="inwonersantwoord",
    ),
    path(ONE, kept(public(inwonersantwoorden.question)), name="inwonersvraag"),
    path(f"{ONE}antwoord/", public(inwonersantwoorden.answer), name="inwonersvraag_antwoord"),
    path(f"{ONE}bedankt/", public(inwonersantwoorden.thanks), name="inwonersvraag_bedankt"),
    path(f"{ONE}wijzig/", inwoners.change, name="inwonersvraag_update"),
    path(f"{ONE}sluit/", inwoners.close, name="inwonersvraag_close"),
    path(f"{ONE}heropen/", inwoners.reopen, name="inwonersvraag_reopen"),
    path(f"{ONE}wachtrij/", wachtrij.queue, name="inwonersantwoorden"),
    path(f"{ANSWER}plaats/", wachtrij.place, name="inwonersantwoord_place"),
    path(f"{ANSWER}niet-plaatsen/", wachtrij.refuse, name="inwonersantwoord_refuse"),
    path(f"{ANSWER}terug/", wachtrij.undo, name="inwonersantwoord_undo"),
]
