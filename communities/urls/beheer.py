"""The beheer of members, mounted at /beheer/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, path

from communities.views.beheer import leden as views

PERSON = "leden/<int:pk>/"
ACTS = f"{PERSON}acties/"
urlpatterns: list[URLPattern] = [
    path("leden/", views.LedenView.as_view(), name="beheer_leden"),
    path("leden/nieuw/", views.add, name="beheer_lid_nieuw"),
    path(PERSON, views.person, name="beheer_lid"),
    path(f"{ACTS}community/", views.add_to_community, name="beheer_lid_community"),
    path(f"{ACTS}rol/<int:place>/", views.change_role, name="beheer_lid_rol"),
    path(f"{ACTS}weghalen/<int:place>/", views.remove_from_community, name="beheer_lid_weghalen"),
    path(f"{ACTS}netwerkrollen/", views.network_roles, name="beheer_lid_netwerkrollen"),
    path(f"{ACTS}uitzetten/", views.deactivate, name="beheer_lid_uitzetten"),
    path(f"{ACTS}adres/", views.retry_address, name="beheer_lid_adres"),
    path(f"{ACTS}aanzetten/", views.reactivate, name="beheer_lid_aanzetten"),
]
