"""The beheer of organisations and communities, and the balance of the network, at /beheer/."""

from django.urls import URLPattern, path

from communities.views import balans
from communities.views.beheer import communities, organisaties

ONE = "organisaties/<int:pk>/"
COMMUNITY = "communities/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("balans/", balans.network, name="beheer_balans"),
    path("communities/", communities.CommunitiesView.as_view(), name="beheer_communities"),
    path("communities/nieuw/", communities.add, name="beheer_community_nieuw"),
    path(COMMUNITY, communities.change, name="beheer_community"),
    path(f"{COMMUNITY}afsluiten/", communities.close, name="beheer_community_afsluiten"),
    path(f"{COMMUNITY}heropenen/", communities.reopen, name="beheer_community_heropenen"),
    path("organisaties/", organisaties.OrganisatiesView.as_view(), name="beheer_organisaties"),
    path("organisaties/nieuw/", organisaties.add, name="beheer_organisatie_nieuw"),
    path(ONE, organisaties.detail, name="beheer_organisatie"),
    path(f"{ONE}wijzigen/", organisaties.change, name="beheer_organisatie_wijzigen"),
    path(f"{ONE}naam/", organisaties.rename, name="beheer_organisatie_naam"),
    path(f"{ONE}namen/", organisaties.add_name, name="beheer_organisatie_ook"),
    path(
        f"{ONE}namen/<int:name>/weg/", organisaties.remove_name, name="beheer_organisatie_naam_weg"
    ),
    path(f"{ONE}opheffen/", organisaties.end, name="beheer_organisatie_opheffen"),
    path(f"{ONE}herleven/", organisaties.revive, name="beheer_organisatie_herleven"),
    path(f"{ONE}samenvoegen/", organisaties.merge, name="beheer_organisatie_samenvoegen"),
    path(f"{ONE}weg/", organisaties.delete, name="beheer_organisatie_weg"),
]
