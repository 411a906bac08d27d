"""One's own pages about oneself, mounted at /mijn/."""

from django.urls import URLPattern, path

from communities.views import (
    akkoord,
    eerste_stappen,
    eigen_reacties,
    ongelezen,
    profiel,
    reactieconcepten,
    sleutels,
)

urlpatterns: list[URLPattern] = [
    path("akkoord/", akkoord.agree, name="akkoord"),
    path("api-sleutels/", sleutels.keys, name="api_sleutels"),
    path("api-sleutels/nieuw/", sleutels.make, name="api_sleutel_nieuw"),
    path("api-sleutels/<int:pk>/intrekken/", sleutels.withdraw, name="api_sleutel_weg"),
    path("eerste-stappen/weg/", eerste_stappen.put_away, name="eerste_stappen_weg"),
    path("eerste-stappen/terug/", eerste_stappen.bring_back, name="eerste_stappen_terug"),
    path("nog-niet-geplaatst/", reactieconcepten.ConceptenView.as_view(), name="mijn_concepten"),
    path("ongelezen/", ongelezen.unread, name="ongelezen"),
    path("ongelezen/alles-gelezen/", ongelezen.all_read, name="alles_gelezen"),
    path("reacties/", eigen_reacties.EigenReactiesView.as_view(), name="mijn_reacties"),
    path("profiel/", profiel.ProfileView.as_view(), name="profile"),
]
