"""Communities and what is said in them, at /communities/."""

from django.urls import URLPattern, path

from communities.views import balans, communities, gesprekken, vertrek
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", public(communities.CommunityListView.as_view()), name="list"),
    path(
        "gesprek/<int:content_type_id>/<int:object_id>/reageer/",
        gesprekken.reageer,
        name="reageer",
    ),
    path("reacties/<int:pk>/", gesprekken.reactie, name="reactie"),
    path("reacties/<int:pk>/bewerk/", gesprekken.edit, name="reactie_edit"),
    path("reacties/<int:pk>/verwijder/", gesprekken.remove, name="reactie_remove"),
    path("reacties/<int:pk>/zet-terug/", gesprekken.restore, name="reactie_restore"),
    path("<slug:slug>/", public(communities.CommunityDetailView.as_view()), name="detail"),
    path("<slug:slug>/binnen/", communities.CommunityInsideView.as_view(), name="inside"),
    path("<slug:slug>/verlaten/", vertrek.leave, name="verlaten"),
    path("<slug:slug>/leden/", communities.MemberListView.as_view(), name="members"),
    path("<slug:slug>/balans/", balans.community, name="balans"),
]
