"""One's own pages about oneself, mounted at /mijn/."""

from django.urls import URLPattern, path

from communities.views import deelnemers

urlpatterns: list[URLPattern] = [
    path("profiel/", deelnemers.ProfileView.as_view(), name="profile"),
]
