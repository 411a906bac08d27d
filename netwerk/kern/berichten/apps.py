"""Messages: the outbox, its planner and its sender."""

from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    """See models.py for what lives here."""

    name = "netwerk.kern.berichten"
    label = "berichten"
    verbose_name = "Berichten"
