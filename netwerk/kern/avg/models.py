"""What people asked about their own data, and what was done with data that got old."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

KEEP_EXPORT = timedelta(days=7)
GRACE = timedelta(days=7)  # in which who asked to be erased can still stay


class ExportState(models.TextChoices):
    """Where a copy of somebody's data stands."""

    BUSY = "busy", "wordt gemaakt"
    READY = "ready", "staat klaar"
    FETCHED = "fetched", "opgehaald"
    EXPIRED = "expired", "verlopen"
    FAILED = "failed", "mislukt"


class GegevensexportQuerySet(models.QuerySet["Gegevensexport"]):
    """Questions about copies."""

    def visible_to(self, user: Any) -> "GegevensexportQuerySet":
        """Everybody knows of the own copies only, a beheerder too."""
        return self.filter(person=user) if user.is_authenticated else self.none()


class Gegevensexport(models.Model):
    """One copy of all that is kept about somebody, made in steps and fetched once.

    ``step`` counts the parts that are written; a process that dies loses one part at most.
    ``due_at`` is when the next step may be done. ``error`` is the name of an exception, never
    its text. All moments are in UTC.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="gegevensexports"
    )
    state = models.CharField("stand", max_length=8, choices=ExportState, default=ExportState.BUSY)
    requested_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField("klaar (%)", default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.FileField("bestand", upload_to="exports/", max_length=120, blank=True)
    ready_at = models.DateTimeField("klaar op", null=True, blank=True)
    expires_at = models.DateTimeField("op te halen tot", null=True, blank=True)
    fetched_at = models.DateTimeField("opgehaald op", null=True, blank=True)
    error = models.CharField("fout", max_length=60, blank=True)

    objects = GegevensexportQuerySet.as_manager()

    class Meta:
        verbose_name = "kopie van gegevens"
        verbose_name_plural = "kopieën van gegevens"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], name="export_one_at_a_time", condition=Q(state="busy")
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="export_busy", condition=Q(state="busy")),
            models.Index(fields=["expires_at"], name="export_ready", condition=Q(state="ready")),
        ]

    def __str__(self) -> str:
        return f"Kopie {self.pk}"


class VerwijderverzoekQuerySet(models.QuerySet["Verwijderverzoek"]):
    """Questions about requests to be erased."""

    def open(self) -> "VerwijderverzoekQuerySet":
        """Return what is neither done nor taken back."""
        return self.filter(done_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, user: Any) -> "VerwijderverzoekQuerySet":
        """Return the own ones; a beheerder sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_beheerder else self.filter(person=user)


class Verwijderverzoek(models.Model):
    """Somebody wants to be forgotten, or a beheerder decides that it must happen.

    Until ``due_at`` it can be taken back. After that the person gets one last mail
    (``farewell_at``), texts in which the name stands are gone through one column at a time
    (``step``), and then all that is about the person goes at once (``done_at``). ``due_at`` and
    ``next_at``, when the next step may be done, are in UTC. ``reason`` is what a beheerder wrote.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verwijderverzoeken"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField("reden", max_length=300, blank=True)
    requested_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    due_at = models.DateTimeField("wissen vanaf")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    farewell_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField("fout", max_length=60, blank=True)
    done_at = models.DateTimeField("gewist op", null=True, blank=True)

    objects = VerwijderverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek om gegevens te wissen"
        verbose_name_plural = "verzoeken om gegevens te wissen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                name="erasure_one_at_a_time",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "next_at"],
                name="erasure_due",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Verwijderverzoek {self.pk}"


class SlapendAccount(models.Model):
    """An account that nobody used for long: its person was warned, and then it was closed.

    The row goes when the person comes back. Moments are in UTC.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="slapend"
    )
    warned_at = models.DateTimeField("gewaarschuwd op")
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "slapend account"
        verbose_name_plural = "slapende accounts"

    def __str__(self) -> str:
        return f"Slapend account {self.pk}"


class Bewaarronde(models.Model):
    """One run of the rules of retention: {rule: number forgotten}, and which rules failed."""

    started_at = models.DateTimeField("begonnen op", default=timezone.now)
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)
    numbers = models.JSONField("aantallen", default=dict)
    failed = models.JSONField("mislukt", default=list)

    class Meta:
        verbose_name = "ronde van het wissen"
        verbose_name_plural = "rondes van het wissen"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Ronde van {self.started_at:%Y-%m-%d}"
