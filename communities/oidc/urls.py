"""The addresses of OpenID Connect; allauth mounts them and knows them by these names."""

from django.urls import URLPattern, path

from communities.oidc import views
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("oidc/<slug:provider_id>/login/", public(views.login), name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        public(views.callback),
        name="openid_connect_callback",
    ),
]
