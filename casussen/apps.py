"""Wires this app into the registries of netwerk.kern."""

from django.apps import AppConfig


class CasussenConfig(AppConfig):
    """See ``models`` for what lives here, ``registrations`` for what it tells."""

    name = "casussen"
    verbose_name = "Casussen"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from casussen import registrations

        registrations.register()
