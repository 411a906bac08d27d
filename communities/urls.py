"""Addresses of this app; what is open to visitors without an account says ``public``."""

from django.urls import URLPattern, path

from communities import views, views_gesprek
from netwerk.kern.policy import public

app_name = "communities"
urlpatterns: list[URLPattern] = [
    path("", public(views.CommunityListView.as_view()), name="list"),
    path(
        "organisaties/<slug:slug>/",
        public(views.OrganisatieDetailView.as_view()),
        name="organisatie",
    ),
    path("deelnemers/<int:pk>/", views.DeelnemerDetailView.as_view(), name="deelnemer"),
    path(
        "gesprek/<int:content_type_id>/<int:object_id>/reageer/",
        views_gesprek.reageer,
        name="reageer",
    ),
    path("reacties/<int:pk>/", views_gesprek.reactie, name="reactie"),
    path("reacties/<int:pk>/bewerk/", views_gesprek.edit, name="reactie_edit"),
    path("reacties/<int:pk>/verwijder/", views_gesprek.remove, name="reactie_remove"),
    path("<slug:slug>/", public(views.CommunityDetailView.as_view()), name="detail"),
    path("<slug:slug>/binnen/", views.CommunityInsideView.as_view(), name="inside"),
    path("<slug:slug>/leden/", views.MemberListView.as_view(), name="members"),
]
