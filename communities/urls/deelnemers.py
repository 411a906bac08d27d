"""People, at /deelnemers/."""

from django.urls import URLPattern, path

from communities.views import deelnemers

urlpatterns: list[URLPattern] = [
    path("<int:pk>/", deelnemers.DeelnemerDetailView.as_view(), name="deelnemer"),
]
