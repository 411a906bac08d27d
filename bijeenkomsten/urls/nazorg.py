"""Addresses of what comes after a meeting."""

from django.urls import URLPattern, path

from bijeenkomsten.views import nabeeld, nazorg
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/evaluatie/", nazorg.evaluation, name="evaluatie"),
    path("<slug:slug>/terugblik/", briefly(public(nabeeld.read)), name="terugblik"),
    path("<slug:slug>/terugblik/schrijven/", nabeeld.write, name="terugblik_write"),
    path("<slug:slug>/terugblik/besluit/", nabeeld.decide, name="terugblik_decide"),
    path("<slug:slug>/terugblik/offline/", nabeeld.withdraw, name="terugblik_withdraw"),
]
