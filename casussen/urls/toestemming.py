"""Addresses of publishing: asking the organisation, its answer, and a look as everybody."""

from django.urls import URLPattern, path

from casussen.views import consent, consent_answer, preview, publication
from netwerk.kern.policy import public

ABOUT = "casussen/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("toestemming/<str:token>/", public(consent_answer.answer), name="consent_answer"),
    path(f"{ABOUT}publiceren/voorbeeld/", preview.whole_page, name="preview"),
    path(f"{ABOUT}publiceren/terugnemen/", publication.drop, name="drop_request"),
    path(f"{ABOUT}toestemming/", consent.ask, name="consent_ask"),
    path(f"{ABOUT}toestemming/opnieuw/", consent.resend, name="consent_resend"),
    path(f"{ABOUT}toestemming/terugnemen/", consent.take_back, name="consent_take_back"),
]
