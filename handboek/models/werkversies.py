"""The working version of a published advies, and what the public reads of changes."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from handboek.enums import ChangeKind, State
from handboek.models.adviezen import Advies, Publicatie
from handboek.models.teksten import AdviesTekst


class Werkversie(AdviesTekst):
    """A new text for an advies that stands in the handboek; one at a time.

    It goes when somebody else publishes it (the advies then holds its text) or throws it away.
    """

    advies = models.OneToOneField(
        Advies, on_delete=models.CASCADE, related_name="werkversie", verbose_name="advies"
    )
    publicaties = models.ManyToManyField(Publicatie, blank=True, related_name="+")
    state = models.CharField(
        "stand",
        max_length=10,
        choices=[(State.DRAFT.value, State.DRAFT.label), (State.REVIEW.value, State.REVIEW.label)],
        default=State.DRAFT,
    )
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField("wat verandert er", max_length=300, blank=True)
    reason = models.CharField("waarom", max_length=500, blank=True)
    returned_reason = models.CharField("wat er nog moet gebeuren", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "werkversie"
        verbose_name_plural = "werkversies"
        indexes: ClassVar = [models.Index(fields=["state", "-updated_at"], name="werkversie_state")]

    def __str__(self) -> str:
        return self.title


class WijzigingQuerySet(models.QuerySet["Wijziging"]):
    """Questions about changes."""

    def of_public(self) -> "WijzigingQuerySet":
        """Return those of adviezen that were published once, with their advies."""
        return self.filter(advies__published_at__isnull=False).select_related("advies")


class Wijziging(models.Model):
    """One line in public language: what changed in an advies, why, and when."""

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="wijzigingen")
    kind = models.CharField("soort", max_length=10, choices=ChangeKind)
    version = models.PositiveSmallIntegerField("versie")
    what = models.CharField("wat er veranderde", max_length=300)
    reason = models.CharField("waarom", max_length=500, blank=True)
    at = models.DateTimeField("wanneer", default=timezone.now)

    objects = WijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="wijziging_newest"),
            models.Index(fields=["advies", "-at"], name="wijziging_of_advies"),
        ]

    def __str__(self) -> str:
        return f"{self.advies}: {self.what}"

    def get_absolute_url(self) -> str:
        """Return the line on the page of its advies."""
        address: Any = self.advies.get_absolute_url()
        return f"{address}#wijziging-{self.pk}"
