"""The technical admin, for engineers: people, organisations and communities; no conversations."""

from typing import ClassVar

from django.contrib import admin

from communities.models import Community, Deelnemer, Organisatie


@admin.register(Deelnemer)
class DeelnemerAdmin(admin.ModelAdmin):
    """Roles and membership are changed in /beheer/leden/, where each act is written down."""

    list_display: ClassVar = ["sort_name", "email", "is_active", "is_staff"]
    search_fields: ClassVar = ["sort_name", "email"]
    fields: ClassVar = ["email", "first_name", "infix", "last_name", "is_staff"]
    readonly_fields: ClassVar = ["email"]

    def has_add_permission(self, request: object) -> bool:
        """Say no: a new person is added in /beheer/leden/."""
        return False

    def has_delete_permission(self, request: object, obj: Deelnemer | None = None) -> bool:
        """Say no: an account is closed in /beheer/leden/."""
        return False


@admin.register(Organisatie)
class OrganisatieAdmin(admin.ModelAdmin):
    """Organisations and their kind."""

    list_display: ClassVar = ["name", "kind", "province"]
    search_fields: ClassVar = ["name"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}


@admin.register(Community)
class CommunityAdmin(admin.ModelAdmin):
    """The communities with their question."""

    list_display: ClassVar = ["number", "name"]
    exclude: ClassVar = ["search_vector"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    filter_horizontal: ClassVar = ["coordinators"]
