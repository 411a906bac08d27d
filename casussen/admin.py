"""Django's admin, for engineers only; people of the network use the pages."""

from typing import ClassVar

from django.contrib import admin

from casussen.models import Casus, Dilemma, Publicatieverzoek


@admin.register(Casus)
class CasusAdmin(admin.ModelAdmin):
    """Facts only: sections are read and written on the pages, where the policy is asked."""

    list_display: ClassVar = ["title", "community", "stage", "visibility", "withdrawn_at"]
    list_filter: ClassVar = ["stage", "visibility", "community"]
    list_select_related: ClassVar = ["community"]
    search_fields: ClassVar = ["title"]
    raw_id_fields: ClassVar = ["casushouder", "organisatie"]
    readonly_fields: ClassVar = ["visibility", "withdrawn_at", "withdrawn_reason"]
    exclude: ClassVar = ["tags"]


@admin.register(Dilemma)
class DilemmaAdmin(admin.ModelAdmin):
    """Dilemma's."""

    list_display: ClassVar = ["question", "community", "state", "visibility"]
    list_filter: ClassVar = ["state", "visibility", "community"]
    list_select_related: ClassVar = ["community"]
    search_fields: ClassVar = ["question"]
    raw_id_fields: ClassVar = ["author", "casussen"]


@admin.register(Publicatieverzoek)
class PublicatieverzoekAdmin(admin.ModelAdmin):
    """Requests to publish, to look at only: answering takes a second pair of eyes."""

    list_display: ClassVar = ["casus", "state", "requested_at", "decided_at"]
    list_filter: ClassVar = ["state"]
    list_select_related: ClassVar = ["casus"]

    def has_add_permission(self, request: object) -> bool:
        """Say no."""
        return False

    def has_change_permission(self, request: object, obj: Publicatieverzoek | None = None) -> bool:
        """Say no."""
        return False
