"""Addresses of what members propose for a programme."""

from django.urls import URLPattern, path

from bijeenkomsten.views import voorstellen

ONE = "<slug:slug>/voorstellen/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/voorstellen/", voorstellen.proposals, name="proposals"),
    path("<slug:slug>/voorstellen/nieuw/", voorstellen.propose, name="propose"),
    path(f"{ONE}overnemen/", voorstellen.accept, name="proposal_accept"),
    path(f"{ONE}afwijzen/", voorstellen.decline, name="proposal_decline"),
    path(f"{ONE}intrekken/", voorstellen.withdraw, name="proposal_withdraw"),
]
