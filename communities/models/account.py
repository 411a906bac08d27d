"""What belongs to having an account: its mails, and the terms that one agrees to."""

from hashlib import sha256
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse


class Accountmail(models.Model):
    """A mail about logging in, for an account or for an address that has none.

    ``stem`` is the name of allauth's template. ``content`` is what it shows, a code or a link
    with a key; the row goes as soon as the mail is out, or makes no sense any more.
    """

    email = models.EmailField("e-mailadres")
    stem = models.CharField(max_length=80)
    content = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "accountmail"
        verbose_name_plural = "accountmails"

    def __str__(self) -> str:
        return f"{self.stem} {self.pk}"


class VoorwaardenQuerySet(models.QuerySet["Voorwaarden"]):
    """Questions about terms."""

    def published(self) -> "VoorwaardenQuerySet":
        """Return what holds or held, newest first."""
        return self.filter(published_at__isnull=False).order_by("-version")

    def drafts(self) -> "VoorwaardenQuerySet":
        """Return what is being written; one at most."""
        return self.filter(published_at__isnull=True)

    def current(self) -> "Voorwaarden | None":
        """Return the version that holds now: the published one with the highest number."""
        return self.published().first()


class Voorwaarden(models.Model):
    """One version of the terms of use; who has not agreed to the newest is asked first.

    A published version never changes: people agreed to those words. The database sees to it.
    """

    version = models.PositiveSmallIntegerField("versie", unique=True)
    text = models.TextField("tekst", max_length=50_000)
    changes = models.CharField("wat is er anders", max_length=500, blank=True)
    published_at = models.DateTimeField("geldig vanaf", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = VoorwaardenQuerySet.as_manager()

    class Meta:
        verbose_name = "gebruiksvoorwaarden"
        verbose_name_plural = "gebruiksvoorwaarden"
        ordering: ClassVar = ["-version"]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="published_terms_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Versie {self.version}"

    def get_absolute_url(self) -> str:
        """Return the page of this version, for everybody once it is published."""
        return reverse("communities:voorwaarden_versie", args=[self.version])

    @property
    def fingerprint(self) -> str:
        """Return what changes with the words, so that nobody publishes what they never saw."""
        return sha256(f"{self.text}\0{self.changes}".encode()).hexdigest()[:16]


class Akkoord(models.Model):
    """Somebody agreed to one version of the terms, at a moment (UTC)."""

    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="akkoorden"
    )
    voorwaarden = models.ForeignKey(Voorwaarden, on_delete=models.PROTECT, related_name="akkoorden")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deelnemer", "voorwaarden"], name="akkoord_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer}: {self.voorwaarden}"
