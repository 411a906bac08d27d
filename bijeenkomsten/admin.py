"""Django's admin, for engineers only; people of the network use the pages."""

from django.contrib import admin

from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst, Verslag, VerslagItem


@admin.register(Bijeenkomst)
class BijeenkomstAdmin(admin.ModelAdmin):
    """Meetings."""

    list_display = ("title", "starts_at", "community", "visibility", "status")
    list_filter = ("status", "visibility", "community")
    search_fields = ("title",)
    list_select_related = ("community",)
    raw_id_fields = ("created_by",)
    readonly_fields = ("uid", "revision", "sequence")


@admin.register(Agendapunt)
class AgendapuntAdmin(admin.ModelAdmin):
    """Parts of programmes."""

    list_display = ("title", "bijeenkomst", "order", "minutes")
    list_select_related = ("bijeenkomst",)
    raw_id_fields = ("bijeenkomst", "casus", "dilemma")


@admin.register(Aanmelding)
class AanmeldingAdmin(admin.ModelAdmin):
    """Answers; what people need is left out, it may be health data."""

    list_display = ("deelnemer", "bijeenkomst", "answer", "generation")
    list_filter = ("answer",)
    list_select_related = ("deelnemer", "bijeenkomst")
    raw_id_fields = ("deelnemer", "bijeenkomst")
    exclude = ("needs",)


@admin.register(Verslag)
class VerslagAdmin(admin.ModelAdmin):
    """Minutes."""

    list_display = ("bijeenkomst", "state", "visibility", "finalised_at")
    list_filter = ("state", "visibility")
    list_select_related = ("bijeenkomst",)
    raw_id_fields = ("bijeenkomst", "created_by")


@admin.register(VerslagItem)
class VerslagItemAdmin(admin.ModelAdmin):
    """Texts of minutes."""

    list_display = ("agendapunt", "verslag", "version", "updated_at")
    list_select_related = ("agendapunt", "verslag__bijeenkomst")
    raw_id_fields = ("verslag", "agendapunt", "updated_by")
