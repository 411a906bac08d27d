"""The roof: pages that know every app below them."""

from importlib import import_module

from django.apps import AppConfig


class NetwerkConfig(AppConfig):
    """Home, dashboard, search, health and the management commands."""

    name = "netwerk"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        """Make the Celery application the current one in every Django process."""
        import_module("netwerk.celery")
