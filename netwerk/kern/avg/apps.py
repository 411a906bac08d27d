"""What people may ask about their own data, as an app."""

from django.apps import AppConfig


class AvgConfig(AppConfig):
    """Export, erasure, retention and the register of processing (AVG art. 5, 15, 17, 20, 30)."""

    name = "netwerk.kern.avg"
    label = "avg"
    verbose_name = "Gegevens van mensen"
