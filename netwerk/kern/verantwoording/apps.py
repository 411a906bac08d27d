"""What the network must be able to show to whoever asks, as an app."""

from django.apps import AppConfig


class VerantwoordingConfig(AppConfig):
    """Joint controllers and data breaches (AVG art. 26, 33), and days to look at things again."""

    name = "netwerk.kern.verantwoording"
    label = "verantwoording"
    verbose_name = "Verantwoording"
