"""One's own searches, mounted at /mijn/zoekopdrachten/."""

from django.urls import URLPattern, path

from netwerk.kern.zoeken import views

app_name = "zoeken"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="list"),
    path("bewaar/", views.keep, name="keep"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/weg/", views.remove, name="remove"),
    path("<int:pk>/terug/", views.restore, name="restore"),
]
