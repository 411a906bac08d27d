"""The beheer of vocabularies and free tags, mounted at /beheer/."""

from django.urls import URLPattern, path

from netwerk.kern.begrippen import views

ONE = "begrippen/begrip/<int:pk>/"
TAG = "trefwoorden/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("begrippen/", views.schemas, name="beheer_begrippen"),
    path(ONE, views.change, name="beheer_begrip"),
    path(f"{ONE}beeindigen/", views.end, name="beheer_begrip_beeindigen"),
    path(f"{ONE}weer/", views.revive, name="beheer_begrip_weer"),
    path(f"{ONE}verplaatsen/", views.move, name="beheer_begrip_verplaatsen"),
    path("begrippen/<slug:key>/", views.schema, name="beheer_begrippenlijst"),
    path("begrippen/<slug:key>/nieuw/", views.add, name="beheer_begrip_nieuw"),
    path("trefwoorden/", views.tags, name="beheer_trefwoorden"),
    path(TAG, views.tag, name="beheer_trefwoord"),
    path(f"{TAG}samenvoegen/", views.merge_tags, name="beheer_trefwoord_samenvoegen"),
    path(f"{TAG}weg/", views.delete_tag, name="beheer_trefwoord_weg"),
]
