"""Addresses about one's own data, mounted at /mijn/gegevens/."""

from django.urls import URLPattern, path

from netwerk.kern.avg.views import eigen

urlpatterns: list[URLPattern] = [
    path("", eigen.own_data, name="mijn_gegevens"),
    path("kopie/", eigen.begin_export, name="mijn_gegevens_kopie"),
    path("ophalen/", eigen.fetch_export, name="mijn_gegevens_ophalen"),
    path("verwijderen/", eigen.erase, name="mijn_gegevens_verwijderen"),
    path("blijven/", eigen.stay, name="mijn_gegevens_blijven"),
]
