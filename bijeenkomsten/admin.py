"""Django's admin, for engineers only; people of the network use the pages.

Programmes, answers and the texts of minutes are not in it: they are what a closed group says.
"""

from django.contrib import admin

from bijeenkomsten.models import Bijeenkomst, Verslag
from netwerk.kern.techniek import ReadOnlyAdmin


@admin.register(Bijeenkomst)
class BijeenkomstAdmin(ReadOnlyAdmin):
    """Meetings that this engineer may see; who has the link to join reads it on the page."""

    list_display = ("title", "starts_at", "community", "visibility", "status")
    list_filter = ("status", "visibility", "community")
    search_fields = ("title",)
    list_select_related = ("community",)
    exclude = ("online_link",)


@admin.register(Verslag)
class VerslagAdmin(ReadOnlyAdmin):
    """Minutes, without their text."""

    list_display = ("bijeenkomst", "state", "visibility", "finalised_at")
    list_filter = ("state", "visibility")
    list_select_related = ("bijeenkomst",)
