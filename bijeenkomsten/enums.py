"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Whether a bijeenkomst goes on."""

    PLANNED = "planned", "gepland"
    CANCELLED = "cancelled", "afgelast"


class Answer(TextChoices):
    """What somebody answers to an invitation."""

    YES = "yes", "ik kom"
    MAYBE = "maybe", "misschien"
    NO = "no", "ik kom niet"


class VerslagState(TextChoices):
    """Whether minutes may still change."""

    DRAFT = "draft", "concept"
    FINAL = "final", "vastgesteld"


class ItemKind(TextChoices):
    """What an agenda item is for."""

    WORK = "work", "inhoud"
    BREAK = "break", "pauze, inloop of lunch"


class Moment(TextChoices):
    """How long before the start people get a reminder."""

    WEEK = "7d", "Een week ervoor"
    DAY = "1d", "Een dag ervoor"
    HOUR = "1h", "Een uur ervoor"


class Audience(TextChoices):
    """To whom an organiser writes about a meeting."""

    COMING = "coming", "Wie ja zei"
    MAYBE = "maybe", "Wie ja of misschien zei"
    SILENT = "silent", "Leden die nog niet antwoordden"
