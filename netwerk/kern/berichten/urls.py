"""Addresses about messages: under /berichten/ what a link in a mail opens without logging in."""

from django.urls import URLPattern, path

from netwerk.kern.berichten.views import choices, kinds, links
from netwerk.kern.policy import public

app_name = "berichten"
urlpatterns: list[URLPattern] = [
    path("mijn/berichten/", choices.preferences_page, name="preferences"),
    path(
        "berichten/aandacht/<int:content_type_id>/<int:object_id>/",
        choices.attention,
        name="attention",
    ),
    path("berichten/afmelden/<str:token>/", public(links.unsubscribe), name="unsubscribe"),
    path("berichten/stil/<str:token>/", public(links.mute), name="mute"),
    path("berichten/herstel/<str:token>/", public(links.undo), name="undo"),
    path("berichten/soorten/", kinds.kinds, name="kinds"),
    path("berichten/soorten/<str:key>/", kinds.kind, name="kind"),
    path("berichten/opgemaakt/<str:key>/", kinds.kind_html, name="kind_html"),
]
