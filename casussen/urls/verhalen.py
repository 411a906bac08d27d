"""Addresses of stories without names."""

from django.urls import URLPattern, path

from casussen.views import verhalen
from netwerk.kern.kept_pages import briefly
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("verhalen/", briefly(public(verhalen.VerhalenView.as_view())), name="verhalen"),
    path(
        "verhalen/<slug:slug>/",
        briefly(public(verhalen.VerhaalView.as_view())),
        name="verhaal",
    ),
    path("verhalen/<slug:slug>/besluit/", verhalen.decide, name="verhaal_decide"),
    path("verhalen/<slug:slug>/intrekken/", verhalen.withdraw, name="verhaal_withdraw"),
    path("<slug:slug>/verhaal/", verhalen.write, name="verhaal_write"),
]
