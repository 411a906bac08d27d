"""Wires this app into the three registries of netwerk.kern."""

from django.apps import AppConfig


class BijeenkomstenConfig(AppConfig):
    """See models.py for what lives here."""

    name = "bijeenkomsten"
    verbose_name = "Bijeenkomsten"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from bijeenkomsten import registrations

        registrations.register()
