"""Wires this app into the three registries of netwerk.kern."""

from django.apps import AppConfig


class HandboekConfig(AppConfig):
    """See models.py for what lives here."""

    name = "handboek"
    verbose_name = "Handboek"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from handboek import registrations

        registrations.register()
