"""What beheerders do with many people at once, with rights, and in somebody else's place."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from communities.enums import ReviewScope, Verdict

UNDO_FOR = timedelta(hours=24)


class Ledenbewerking(models.Model):
    """One act on many people at once, that can be undone for a day.

    ``choice`` holds the community and the role, if the act is about them. ``changes`` is a list
    of {"person": id, "before": ..., "after": ...}, and of {"person": id, "skipped": reason} for
    who stayed as they were; ids and enum values only. The undo adds ``undone``: False where
    somebody changed it since then, for that is left alone.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField("handeling", max_length=40)
    choice = models.JSONField("keuze", default=dict)
    changes = models.JSONField("wat er veranderde", default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "bewerking van leden"
        verbose_name_plural = "bewerkingen van leden"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"

    @property
    def can_be_undone(self) -> bool:
        """Say whether there is still time for it."""
        return self.undone_at is None and timezone.now() < self.created_at + UNDO_FOR


class RechtenreviewQuerySet(models.QuerySet["Rechtenreview"]):
    """Questions about rounds."""

    def visible_to(self, user: Any) -> "RechtenreviewQuerySet":
        """Only a beheerder looks at rights."""
        return self if user.is_authenticated and user.is_beheerder else self.none()


class Rechtenreview(models.Model):
    """A round in which somebody looks whether everybody's rights are still right (BIO2 5.18).

    ``due_on`` is a day in Europe/Amsterdam. It is signed when every line has a verdict.
    """

    scope = models.CharField("wie", max_length=12, choices=ReviewScope)
    due_on = models.DateField("klaar voor")
    opened_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField("getekend op", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField("opmerking", max_length=2000, blank=True)

    objects = RechtenreviewQuerySet.as_manager()

    class Meta:
        verbose_name = "rechtenreview"
        verbose_name_plural = "rechtenreviews"
        ordering: ClassVar = ["-due_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "due_on"], name="review_once")
        ]

    def __str__(self) -> str:
        return f"Rechten van {self.get_scope_display()}, {self.due_on}"


class Rechtenregel(models.Model):
    """What one person may do, as it was when the review began, and what was said of it.

    ``rights`` holds ids and enum values: {"network": ["redacteur"], "communities": {"3":
    "member"}}.
    """

    review = models.ForeignKey(Rechtenreview, on_delete=models.CASCADE, related_name="regels")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rights = models.JSONField("rechten", default=dict)
    verdict = models.CharField(
        "oordeel", max_length=8, choices=Verdict, blank=True, default=Verdict.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "regel van een rechtenreview"
        verbose_name_plural = "regels van een rechtenreview"
        ordering: ClassVar = ["deelnemer__sort_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "deelnemer"], name="review_line_once")
        ]
        indexes: ClassVar = [models.Index(fields=["review", "verdict"], name="review_verdict")]

    def __str__(self) -> str:
        return f"{self.deelnemer}: {self.get_verdict_display()}"


class Inzage(models.Model):
    """A beheerder looked at the portal as somebody else, for a reason, without acting.

    That person hears of it, and so do the organisers of their communities. It ends by itself.
    """

    beheerder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inzagen"
    )
    reason = models.CharField("reden", max_length=300)
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzagen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(beheerder=models.F("deelnemer")), name="inzage_in_another"
            )
        ]

    def __str__(self) -> str:
        return f"Inzage {self.pk}"
