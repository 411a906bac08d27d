"""Addresses that stand before those of allauth, which knows them by these names."""

from django.urls import URLPattern, path

from communities.oidc import views
from communities.views.emailadressen import EmailadressenView
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("email/", EmailadressenView.as_view(), name="account_email"),
    path("oidc/<slug:provider_id>/login/", public(views.login), name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        public(views.callback),
        name="openid_connect_callback",
    ),
]
