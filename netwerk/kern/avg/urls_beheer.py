"""The beheer of people's data, mounted at /beheer/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, path

from netwerk.kern.avg.views import beheer

urlpatterns: list[URLPattern] = [
    path("verwerkingen/", beheer.register, name="beheer_verwerkingen"),
    path("verwerkingen/csv/", beheer.register_csv, name="beheer_verwerkingen_csv"),
    path("bewaartermijnen/", beheer.terms, name="beheer_bewaartermijnen"),
    path("leden/<int:pk>/wissen/", beheer.erase_person, name="beheer_lid_wissen"),
]
