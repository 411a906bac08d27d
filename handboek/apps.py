"""Wires this app into the registries of netwerk.kern."""

from django.apps import AppConfig


class HandboekConfig(AppConfig):
    """See ``models`` for what lives here, ``registrations`` for what it tells."""

    name = "handboek"
    verbose_name = "Handboek"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from handboek import registrations

        registrations.register()
