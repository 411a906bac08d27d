"""One's own pages about oneself, mounted at /mijn/."""

from django.urls import URLPattern, path

from communities.views import profiel

urlpatterns: list[URLPattern] = [
    path("profiel/", profiel.ProfileView.as_view(), name="profile"),
]
