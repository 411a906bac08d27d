"""The rounds of the daily mail to organisers."""

from typing import Any

from django.db import models


class DagberichtQuerySet(models.QuerySet["Dagbericht"]):
    """Questions about rounds."""

    def visible_to(self, user: Any) -> "DagberichtQuerySet":
        """A round itself says nothing; what it tells is asked for each meeting."""
        return self if user.is_authenticated else self.none()


class Dagbericht(models.Model):
    """One round: what changed at meetings from ``since`` to ``until`` (UTC) goes in one mail each.

    ``day`` is a day in Europe/Amsterdam; the row makes that no round happens twice.
    """

    day = models.DateField("dag", unique=True)
    since = models.DateTimeField("vanaf")
    until = models.DateTimeField("tot")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DagberichtQuerySet.as_manager()

    class Meta:
        verbose_name = "dagbericht"
        verbose_name_plural = "dagberichten"

    def __str__(self) -> str:
        return f"Dagbericht van {self.day}"
