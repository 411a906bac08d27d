"""Coming in, at /meedoen/: asking to join, and answering an invitation."""

from django.urls import URLPattern, path

from communities.views import uitgenodigd, verzoeken
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", public(verzoeken.join), name="meedoen"),
    path("gevraagd/", public(verzoeken.asked), name="meedoen_gevraagd"),
    path("bevestig/<str:token>/", public(verzoeken.confirm), name="meedoen_bevestig"),
    path("uitnodiging/<str:token>/", public(uitgenodigd.answer), name="uitnodiging"),
    path("verzoek/<int:pk>/intrekken/", verzoeken.withdraw, name="verzoek_intrekken"),
]
