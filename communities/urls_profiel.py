"""One's own profile, mounted at /mijn/profiel/."""

from django.urls import URLPattern, path

from communities import views

urlpatterns: list[URLPattern] = [path("", views.ProfileView.as_view(), name="profile")]
