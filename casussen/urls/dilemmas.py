"""Addresses of dilemma's."""

from django.urls import URLPattern, path

from casussen.views import dilemmas, dilemmastand, dilemmavergelijk, posities, standpunten
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", briefly(public(dilemmas.DilemmaListView.as_view())), name="dilemmas"),
    path("nieuw/", dilemmas.DilemmaCreateView.as_view(), name="dilemma_create"),
    path(
        "vergelijk/",
        briefly(public(dilemmavergelijk.CompareView.as_view())),
        name="dilemma_compare",
    ),
    path("<slug:slug>/", briefly(public(dilemmas.DilemmaDetailView.as_view())), name="dilemma"),
    path("<slug:slug>/bewerk/", dilemmas.DilemmaUpdateView.as_view(), name="dilemma_update"),
    path("<slug:slug>/sluiten/", dilemmastand.close, name="dilemma_close"),
    path("<slug:slug>/parkeren/", dilemmastand.park, name="dilemma_park"),
    path("<slug:slug>/heropenen/", dilemmastand.reopen, name="dilemma_reopen"),
    path("<slug:slug>/positie/", posities.position, name="positie"),
    path("<slug:slug>/rondes/", posities.rounds, name="dilemma_rounds"),
    path("<slug:slug>/standpunt/", standpunten.add, name="standpunt_add"),
    path("<slug:slug>/standpunt/<int:pk>/", standpunten.change, name="standpunt_change"),
    path("<slug:slug>/standpunt/<int:pk>/weg/", standpunten.remove, name="standpunt_remove"),
]
