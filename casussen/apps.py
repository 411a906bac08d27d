"""Wires this app into the three registries of netwerk.kern."""

from django.apps import AppConfig


class CasussenConfig(AppConfig):
    """See models.py for what lives here."""

    name = "casussen"
    verbose_name = "Casussen"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from casussen import registrations

        registrations.register()
