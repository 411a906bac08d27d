"""Files that are made in the background, as an app."""

from django.apps import AppConfig


class UitvoerConfig(AppConfig):
    """Documents in several forms, and the files that take a while to make."""

    name = "netwerk.kern.uitvoer"
    label = "uitvoer"
    verbose_name = "Bestanden om mee te nemen"
