"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody does in one community."""

    MEMBER = "member", "deelnemer"
    ORGANISER = "organiser", "organisator"


class Visibility(TextChoices):
    """Who may read something, from narrow to wide."""

    GROUP = "group", "alleen de casusgroep"
    COMMUNITY = "community", "de community"
    NETWORK = "network", "het hele netwerk"
    PUBLIC = "public", "iedereen (openbaar)"
