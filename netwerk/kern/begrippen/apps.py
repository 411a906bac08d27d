"""The controlled vocabularies as an app."""

from django.apps import AppConfig


class BegrippenConfig(AppConfig):
    """Vocabularies are data, not code."""

    name = "netwerk.kern.begrippen"
    label = "begrippen"
    verbose_name = "Begrippen"
