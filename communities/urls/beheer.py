"""The beheer of members, mounted at /beheer/; nothing is open to who is no beheerder."""

from django.urls import URLPattern, URLResolver, include, path

from communities.views.beheer import (
    bewerken,
    inlezen,
    inzage,
    ledenlijst,
    prullenbak,
    rechten,
    tweede_stap,
)
from communities.views.beheer import leden as views

PERSON = "leden/<int:pk>/"
ACTS = f"{PERSON}acties/"
REVIEW = "rechten/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("leden/", ledenlijst.LedenView.as_view(), name="beheer_leden"),
    path("leden/csv/", ledenlijst.download, name="beheer_leden_csv"),
    path("leden/bewerken/", bewerken.choose, name="beheer_leden_bewerken"),
    path("leden/bewerkingen/", bewerken.BewerkingenView.as_view(), name="beheer_bewerkingen"),
    path("leden/bewerkingen/<int:pk>/", bewerken.result, name="beheer_bewerking"),
    path("leden/bewerkingen/<int:pk>/terug/", bewerken.undo, name="beheer_bewerking_terug"),
    path("leden/inlezen/", inlezen.upload, name="beheer_inlezen"),
    path("leden/inlezen/voorbeeld/", inlezen.example, name="beheer_inlezen_voorbeeld"),
    path("leden/inlezen/<int:pk>/", inlezen.show, name="beheer_import"),
    path("leden/inlezen/<int:pk>/start/", inlezen.start, name="beheer_import_start"),
    path("leden/inlezen/<int:pk>/opnieuw/", inlezen.again, name="beheer_import_opnieuw"),
    path("leden/inlezen/<int:pk>/weg/", inlezen.cancel, name="beheer_import_weg"),
    path("leden/inlezen/<int:pk>/fout/", inlezen.wrong_rows, name="beheer_import_fout"),
    path("leden/nieuw/", views.add, name="beheer_lid_nieuw"),
    path(PERSON, views.person, name="beheer_lid"),
    path(f"{ACTS}community/", views.add_to_community, name="beheer_lid_community"),
    path(f"{ACTS}rol/<int:place>/", views.change_role, name="beheer_lid_rol"),
    path(f"{ACTS}weghalen/<int:place>/", views.remove_from_community, name="beheer_lid_weghalen"),
    path(f"{ACTS}netwerkrollen/", views.network_roles, name="beheer_lid_netwerkrollen"),
    path(f"{ACTS}uitzetten/", views.deactivate, name="beheer_lid_uitzetten"),
    path(f"{ACTS}uitloggen/", views.end_sessions, name="beheer_lid_uitloggen"),
    path(f"{ACTS}tweede-stap/", tweede_stap.reset, name="beheer_lid_tweede_stap"),
    path(f"{ACTS}adres/", views.retry_address, name="beheer_lid_adres"),
    path(f"{ACTS}aanzetten/", views.reactivate, name="beheer_lid_aanzetten"),
    path(f"{PERSON}bekijk/", inzage.look, name="beheer_lid_bekijk"),
    path("rechten/", rechten.ReviewsView.as_view(), name="beheer_rechten"),
    path(REVIEW, rechten.ReviewView.as_view(), name="beheer_rechten_ronde"),
    path(f"{REVIEW}klopt/", rechten.keep, name="beheer_rechten_klopt"),
    path(f"{REVIEW}teken/", rechten.sign, name="beheer_rechten_teken"),
    path(f"{REVIEW}<int:regel>/weghalen/", rechten.take, name="beheer_rechten_weghalen"),
    path(f"{REVIEW}<int:regel>/opnieuw/", rechten.reopen, name="beheer_rechten_opnieuw"),
    path("prullenbak/", prullenbak.PrullenbakView.as_view(), name="beheer_prullenbak"),
    path("prullenbak/<int:pk>/", prullenbak.restore, name="beheer_prullenbak_terug"),
    path("meekijken/stop/", inzage.stop, name="inzage_stop"),
    path("", include("communities.urls.beheer_organisaties")),
    path("", include("communities.urls.beheer_openbaar")),
]
