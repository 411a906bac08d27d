"""Django's admin, for engineers only; people of the network use the pages."""

from typing import ClassVar

from django.contrib import admin

from casussen.models import Casus, Dilemma, Publicatieverzoek
from netwerk.kern.techniek import ReadOnlyAdmin


@admin.register(Casus)
class CasusAdmin(ReadOnlyAdmin):
    """Facts of the casussen that this engineer may read."""

    list_display: ClassVar = ["title", "community", "stage", "visibility", "withdrawn_at"]
    list_filter: ClassVar = ["stage", "visibility", "community"]
    list_select_related: ClassVar = ["community"]
    search_fields: ClassVar = ["title"]
    exclude: ClassVar = ["tags"]


@admin.register(Dilemma)
class DilemmaAdmin(ReadOnlyAdmin):
    """Dilemma's that this engineer may read."""

    list_display: ClassVar = ["question", "community", "state", "visibility"]
    list_filter: ClassVar = ["state", "visibility", "community"]
    list_select_related: ClassVar = ["community"]
    search_fields: ClassVar = ["question"]


@admin.register(Publicatieverzoek)
class PublicatieverzoekAdmin(ReadOnlyAdmin):
    """Requests to publish: answering takes a second pair of eyes."""

    list_display: ClassVar = ["casus", "state", "requested_at", "decided_at"]
    list_filter: ClassVar = ["state"]
    list_select_related: ClassVar = ["casus"]
