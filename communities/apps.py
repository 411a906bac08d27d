"""Wires this app into the registries of netwerk.kern."""

from importlib import import_module

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """See ``models`` for what lives here, ``registrations`` for what it tells."""

    name = "communities"
    verbose_name = "Communities"

    def ready(self) -> None:
        """Register subjects, domain events, messages and personal data."""
        from communities import registrations

        registrations.register()
        import_module("communities.adapter")
