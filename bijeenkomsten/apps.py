"""Wires this app into the registries of netwerk.kern."""

from django.apps import AppConfig


class BijeenkomstenConfig(AppConfig):
    """See ``models`` for what lives here, ``registrations`` for what it tells."""

    name = "bijeenkomsten"
    verbose_name = "Bijeenkomsten"

    def ready(self) -> None:
        """Register subjects, personal data and messages."""
        from bijeenkomsten import registrations

        registrations.register()
