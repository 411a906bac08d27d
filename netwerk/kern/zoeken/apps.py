"""Searching, and the searches that people keep, as an app."""

from django.apps import AppConfig


class ZoekenConfig(AppConfig):
    """See models.py for what it keeps."""

    name = "netwerk.kern.zoeken"
    label = "zoeken"
    verbose_name = "Zoeken"
