from django.apps import AppConfig


class BegrippenConfig(AppConfig):
    name = "netwerk.kern.begrippen"
    label = "begrippen"
    verbose_name = "Begrippen"
