"""The list of adviezen that somebody takes along, with a note for oneself."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class LijstitemQuerySet(models.QuerySet["Lijstitem"]):
    """Questions about lists."""

    def visible_to(self, user: Any) -> "LijstitemQuerySet":
        """A list is read by nobody else."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class Lijstitem(models.Model):
    """An advies on the list of one person, with a note that only they read."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="lijstitems",
        verbose_name="van wie de lijst is",
    )
    advies = models.ForeignKey(
        "handboek.Advies", on_delete=models.PROTECT, related_name="+", verbose_name="advies"
    )
    note = models.CharField("notitie", max_length=300, blank=True)
    position = models.PositiveIntegerField("plaats op de lijst")
    added_at = models.DateTimeField("op de lijst gezet op", auto_now_add=True)

    objects = LijstitemQuerySet.as_manager()

    class Meta:
        verbose_name = "advies op een eigen lijst"
        verbose_name_plural = "adviezen op eigen lijsten"
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "advies"], name="lijstitem_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "position", "id"], name="lijstitem_order")
        ]

    def __str__(self) -> str:
        return f"{self.advies} op een lijst"
