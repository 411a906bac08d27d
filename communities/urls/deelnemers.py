"""People, at /deelnemers/."""

from django.urls import URLPattern, path

from communities.views import deelnemers

urlpatterns: list[URLPattern] = [
    path("", deelnemers.DeelnemerListView.as_view(), name="deelnemers"),
    path("<int:pk>/", deelnemers.DeelnemerDetailView.as_view(), name="deelnemer"),
    path("<int:pk>/foto/", deelnemers.PhotoView.as_view(), name="foto"),
    path("<int:pk>/foto/klein/", deelnemers.PhotoView.as_view(small=True), name="foto_klein"),
]
