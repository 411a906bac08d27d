"""The beheer of accountability, mounted at /beheer/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, path

from netwerk.kern.verantwoording import views

urlpatterns: list[URLPattern] = [
    path("nakijken/", views.points, name="beheer_nakijken"),
    path("nakijken/<slug:key>/", views.point, name="beheer_nakijkpunt"),
    path("verantwoordelijk/", views.write_regeling, name="beheer_verantwoordelijk"),
    path("datalekken/", views.DatalekkenView.as_view(), name="beheer_datalekken"),
    path("datalekken/nieuw/", views.add_datalek, name="beheer_datalek_nieuw"),
    path("datalekken/<int:pk>/", views.datalek, name="beheer_datalek"),
    path("datalekken/<int:pk>/aanpassen/", views.change_datalek, name="beheer_datalek_aanpassen"),
]
