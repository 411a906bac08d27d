"""The ground floor: building blocks that know no app above them."""

from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from netwerk.kern import formulieren


class KernConfig(AppConfig):
    """Policy helpers, registries, search configuration, rich text and the launcher."""

    name = "netwerk.kern"
    label = "kern"
    verbose_name = "Kern"

    def __init__(self, *args: Any) -> None:
        """Choose the words of empty fields before any form is made; some are while models load."""
        super().__init__(*args)
        formulieren.say_what_to_do()

    def ready(self) -> None:
        """Load every app's permissions.py and notifications.py, so that they always count."""
        from netwerk.kern import portal_state, registrations
        from netwerk.kern.toezicht import inloggen, schijf  # noqa: F401 - they sign up

        autodiscover_modules("permissions", "notifications")
        registrations.register()
        portal_state.watch()
