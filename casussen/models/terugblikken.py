"""How it is with a casus later: half a year and a year after it was finished."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from casussen.enums import Outcome
from casussen.models.casussen import Casus

MONTHS = (6, 12)


class Terugblik(models.Model):
    """The question how it is now, ``months`` after a casus was finished, and the answer.

    ``due_on`` is a day in the Netherlands. "It did not work" speaks against every advies that
    rests on this casus (docs/decisions/evidence-rule.md).
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="terugblikken")
    months = models.PositiveSmallIntegerField("maanden na afronding")
    due_on = models.DateField("te vragen op")
    asked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=8, choices=Outcome, blank=True)
    body = models.TextField("hoe het nu is", max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

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
