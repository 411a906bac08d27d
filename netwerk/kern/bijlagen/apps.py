"""Files and links as an app."""

from django.apps import AppConfig


class BijlagenConfig(AppConfig):
    """Bijlagen belong to a subject, which says who may see and add them."""

    name = "netwerk.kern.bijlagen"
    label = "bijlagen"
    verbose_name = "Bijlagen"
