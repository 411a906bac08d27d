"""Adviezen that belong together, and adviezen that sometimes clash."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from handboek.enums import Tie
from handboek.models.adviezen import Advies


class AdviesVerbandQuerySet(models.QuerySet["AdviesVerband"]):
    """Questions about what adviezen have to do with each other."""

    def of(self, advies: Advies) -> "AdviesVerbandQuerySet":
        """Return those of one advies, whichever of the two it is."""
        return self.filter(Q(one=advies) | Q(other=advies))


class AdviesVerband(models.Model):
    """Two adviezen, and in one sentence what they have to do with each other.

    It holds both ways: the advies that was made first is ``one``, so a pair has one row.
    """

    one = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("verband", max_length=10, choices=Tie)
    explanation = models.CharField("uitleg in één zin", max_length=200)

    objects = AdviesVerbandQuerySet.as_manager()

    class Meta:
        verbose_name = "verband tussen adviezen"
        verbose_name_plural = "verbanden tussen adviezen"
        ordering: ClassVar = ["kind", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="verband_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="verband_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.get_kind_display()} {self.other}"

    def beside(self, advies: Any) -> Advies:
        """Return the advies at the other end."""
        return self.other if self.one_id == advies.pk else self.one
