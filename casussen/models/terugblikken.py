"""How it is with a casus later: half a year and a year after it was finished."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from casussen.enums import Outcome, Stage
from casussen.models.casussen import Casus
from netwerk.kern.marks import mark_of

MONTHS = (6, 12)
CHANGEABLE = timedelta(days=30)
LATER = {6: "Een half jaar later", 12: "Een jaar later"}


class TerugblikQuerySet(models.QuerySet["Terugblik"]):
    """Questions about looking back."""

    def answered(self) -> "TerugblikQuerySet":
        """Return what somebody answered."""
        return self.filter(answered_at__isnull=False)

    def waiting(self) -> "TerugblikQuerySet":
        """Return what nobody answered, of finished casussen that people can still write."""
        standing = self.filter(casus__withdrawn_at__isnull=True, casus__deleted_at__isnull=True)
        rows = standing.filter(answered_at__isnull=True, casus__finished_at__isnull=False)
        return rows.exclude(casus__stage=Stage.ARCHIVED)

    def visible_to(self, user: Any) -> "TerugblikQuerySet":
        """Return those of the casussen that this person may read."""
        return self.filter(casus__in=Casus.objects.visible_to(user))


class Terugblik(models.Model):
    """The question how it is now, ``months`` after a casus was finished, and the answer.

    ``due_on`` is a day in the Netherlands. "It did not work" speaks against every advies that
    rests on this casus (docs/decisions/evidence-rule.md).
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="terugblikken")
    months = models.PositiveSmallIntegerField("maanden na afronding")
    due_on = models.DateField("te vragen op")
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=8, choices=Outcome, blank=True)
    body = models.TextField("hoe het nu is", max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TerugblikQuerySet.as_manager()

    class Meta:
        verbose_name = "terugblik op een casus"
        verbose_name_plural = "terugblikken op casussen"
        ordering: ClassVar = ["months"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "months"], name="terugblik_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(outcome=""),
                name="terugblik_says_how_it_is",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"], condition=Q(asked_at__isnull=True), name="terugblik_due"
            )
        ]

    def __str__(self) -> str:
        return f"Terugblik na {self.months} maanden op {self.casus}"

    def get_absolute_url(self) -> str:
        """Return the page with the form."""
        return reverse("casussen:terugblik", args=[self.casus.slug, self.months])

    @property
    def heading(self) -> str:
        """Return how long after the casus it was."""
        return LATER.get(self.months, f"{self.months} maanden later")

    def mark(self) -> str:
        """Return a short mark of the answer as it is now; another mark means another answer."""
        return mark_of(self.outcome, self.body)

    @property
    def is_due(self) -> bool:
        """Say whether the day of the question has come."""
        return self.due_on <= timezone.localdate()

    @property
    def stands(self) -> bool:
        """Say whether the answer stands: thirty days after the first one nobody changes it."""
        return self.answered_at is not None and self.answered_at < timezone.now() - CHANGEABLE
