"""The beheer of messages, mounted at /beheer/berichten/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, path

from netwerk.kern.berichten.views import beheer

urlpatterns: list[URLPattern] = [
    path("", beheer.overview, name="beheer_berichten"),
    path("opnieuw/", beheer.retry_all, name="beheer_berichten_opnieuw"),
    path("<int:pk>/opnieuw/", beheer.retry, name="beheer_bericht_opnieuw"),
]
