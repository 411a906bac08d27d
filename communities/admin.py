"""The technical admin, for engineers: people, organisations and communities; no conversations."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction

from communities.models import Community, Deelnemer, Organisatie
from netwerk.kern.audit import services as audit
from netwerk.kern.techniek import ReadOnlyAdmin


@admin.register(Deelnemer)
class DeelnemerAdmin(admin.ModelAdmin):
    """Roles and membership are changed in /beheer/leden/, where each act is written down."""

    list_display: ClassVar = ["sort_name", "email", "is_active", "is_staff"]
    search_fields: ClassVar = ["sort_name", "email"]
    fields: ClassVar = ["email", "first_name", "infix", "last_name", "is_staff"]
    readonly_fields: ClassVar = ["email", "first_name", "infix", "last_name"]

    def has_add_permission(self, request: object) -> bool:
        """Say no: a new person is added in /beheer/leden/."""
        return False

    def save_model(self, request: Any, obj: Deelnemer, form: Any, change: bool) -> None:
        """Write down who gave or took the way in; nothing else can change here."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if "is_staff" in form.changed_data:
                audit.record(
                    actor=request.user,
                    action="deelnemer.staff_changed",
                    subject=obj,
                    is_staff=obj.is_staff,
                )

    def has_delete_permission(self, request: object, obj: Deelnemer | None = None) -> bool:
        """Say no: an account is closed in /beheer/leden/."""
        return False


@admin.register(Organisatie)
class OrganisatieAdmin(ReadOnlyAdmin):
    """Organisations and their kind; see /beheer/organisaties/."""

    list_display: ClassVar = ["name", "slug", "kind", "province", "ended_on"]
    search_fields: ClassVar = ["name", "slug"]


@admin.register(Community)
class CommunityAdmin(ReadOnlyAdmin):
    """The communities with their question; see /beheer/communities/."""

    list_display: ClassVar = ["number", "name", "slug", "ends_on"]
