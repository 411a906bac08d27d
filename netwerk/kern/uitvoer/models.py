"""Files that take a while: made in the background, for everybody or for one person."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

KEEP_OWN = timedelta(days=7)


class Stand(models.TextChoices):
    """Where a file stands."""

    BUSY = "busy", "wordt gemaakt"
    READY = "ready", "staat klaar"
    FAILED = "failed", "mislukt"


class UitvoerQuerySet(models.QuerySet["Uitvoer"]):
    """Questions about files that are made."""

    def for_everybody(self) -> "UitvoerQuerySet":
        """Return those that anybody may fetch."""
        return self.filter(person__isnull=True)

    def visible_to(self, user: Any) -> "UitvoerQuerySet":
        """Everybody knows of the own files only, a beheerder too; public ones are no secret."""
        own = Q(person=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(own | Q(person__isnull=True))


class Uitvoer(models.Model):
    """One file: what it is of (``maker`` and ``about``), in which form, and how far it is.

    A public file stays to be fetched while it is made anew. ``fingerprint`` is what the file must
    show, ``lease_until`` until when a process works on it: whoever dies loses its turn. ``error``
    is the name of an exception, never its text. All moments are in UTC.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    maker = models.CharField("soort", max_length=40)
    about = models.CharField("waarvan", max_length=80, blank=True)
    form = models.CharField("vorm", max_length=10)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="uitvoer",
    )
    state = models.CharField("stand", max_length=8, choices=Stand, default=Stand.BUSY)
    done = models.PositiveIntegerField("delen klaar", default=0)
    total = models.PositiveIntegerField("delen", default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    requested_at = models.DateTimeField("gevraagd op", default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField("fout", max_length=60, blank=True)
    file = models.FileField("bestand", upload_to="uitvoer/", max_length=120, blank=True)
    name = models.CharField("naam", max_length=120, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField("grootte", default=0)
    ready_at = models.DateTimeField("klaar op", null=True, blank=True)
    expires_at = models.DateTimeField("op te halen tot", null=True, blank=True)

    objects = UitvoerQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand om mee te nemen"
        verbose_name_plural = "bestanden om mee te nemen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["maker", "about", "form"],
                name="uitvoer_public_once",
                condition=Q(person__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["person", "maker", "about", "form"],
                name="uitvoer_one_at_a_time",
                condition=Q(state="busy", person__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="uitvoer_busy", condition=Q(state="busy")),
            models.Index(fields=["expires_at"], name="uitvoer_expires"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.maker} {self.about} {self.form}".strip()

    def get_absolute_url(self) -> str:
        """Return the page of an own file; a public one stands on the page of what it is of."""
        return reverse("uitvoer:show", args=[self.public_id]) if self.person_id else ""

    @property
    def percentage(self) -> int:
        """Return how far it is, from 0 to 99 while it is being made."""
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def can_be_fetched(self) -> bool:
        """Say whether there is a file, an older one while a new one is made."""
        return bool(self.file) and (self.expires_at is None or self.expires_at > timezone.now())
