"""Addresses of this app, by their first word; what is open to everybody says ``public``.

Beheer (``urls/beheer.py``) and one's own pages (``urls/mijn.py``) are mounted apart.
"""

from django.urls import URLResolver, include, path

app_name = "communities"
urlpatterns: list[URLResolver] = [
    path("communities/", include("communities.urls.communities")),
    path("deelnemers/", include("communities.urls.deelnemers")),
    path("meedoen/", include("communities.urls.meedoen")),
    path("organisaties/", include("communities.urls.organisaties")),
    path("", include("communities.urls.openbaar")),
]
