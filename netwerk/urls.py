"""Every address of the portal; what is open to visitors without an account says ``public``."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from netwerk.kern.policy import public
from netwerk.views import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("gezond/", public(health.health), name="health"),
    path("communities/", include("communities.urls")),
    path("casussen/", include("casussen.urls")),
    path("bijeenkomsten/", include("bijeenkomsten.urls")),
    path("handboek/", include("handboek.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/techniek/", admin.site.urls),
]

handler400 = "netwerk.views.errors.bad_request"
handler403 = "netwerk.views.errors.permission_denied"
handler404 = "netwerk.views.errors.not_found"
handler500 = "netwerk.views.errors.server_error"
