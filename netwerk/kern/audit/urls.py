"""The audit log, mounted at /beheer/logboek/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, path

from netwerk.kern.audit import views

urlpatterns: list[URLPattern] = [
    path("", views.LogboekView.as_view(), name="beheer_logboek"),
    path("csv/", views.export, name="beheer_logboek_csv"),
]
