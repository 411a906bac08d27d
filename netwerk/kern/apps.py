"""The ground floor: building blocks that know no app above them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernConfig(AppConfig):
    """Policy helpers, registries, search configuration, rich text and the launcher."""

    name = "netwerk.kern"
    label = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        """Load every app's permissions.py and notifications.py, so that they always count.

        And let forms speak our language, and pages be kept.
        """
        from netwerk.kern import formulieren, kept_pages, registrations
        from netwerk.kern.toezicht import inloggen, schijf  # noqa: F401 - they sign up

        autodiscover_modules("permissions", "notifications")
        registrations.register()
        formulieren.say_what_to_do()
        kept_pages.watch()
