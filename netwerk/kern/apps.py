"""The ground floor: building blocks that know no app above them."""

from django.apps import AppConfig


class KernConfig(AppConfig):
    """Policy helpers, registries, search configuration, rich text and the launcher."""

    name = "netwerk.kern"
    label = "kern"
    verbose_name = "Kern"
