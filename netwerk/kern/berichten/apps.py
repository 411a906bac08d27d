from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    name = "netwerk.kern.berichten"
    label = "berichten"
    verbose_name = "Berichten"
