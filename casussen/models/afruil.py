"""What a casus does for whom: the afruilmatrix, and the choices that start from it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from casussen.enums import Dimension, Effect
from casussen.models.casussen import Casus
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.marks import mark_of


class AfruilRegel(models.Model):
    """One effect of a casus: on a theme, here and now, later or elsewhere, for a group.

    Without a group it is for everybody. Themes are those of the Monitor Brede Welvaart (CBS).
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="afruil")
    theme = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="thema"
    )
    dimension = models.CharField("kring", max_length=8, choices=Dimension)
    group = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voor wie",
    )
    effect = models.CharField("wat gebeurt er", max_length=8, choices=Effect)
    explanation = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "regel van een afruilmatrix"
        verbose_name_plural = "regels van afruilmatrices"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus", "theme", "dimension", "group"],
                name="effect_once",
                nulls_distinct=False,
            )
        ]
        indexes: ClassVar = [models.Index(fields=["theme", "effect"], name="afruil_theme")]

    def __str__(self) -> str:
        return f"{self.theme}, {self.get_dimension_display()}: {self.get_effect_display()}"

    def mark(self) -> str:
        """Return a short mark of this effect as it is now; another mark means that it changed."""
        place = (self.theme_id, self.dimension, self.group_id)
        return mark_of(*place, self.effect, self.explanation)


class Keuze(models.Model):
    """On which aspects the people of a casus put their effort, and for whom (keuzehulp)."""

    casus = models.OneToOneField(Casus, on_delete=models.CASCADE, related_name="keuze")
    themes = models.ManyToManyField(Begrip, related_name="+", verbose_name="thema's")
    groups = models.ManyToManyField(Begrip, blank=True, related_name="+", verbose_name="voor wie")
    dimensions = ArrayField(
        models.CharField(max_length=8, choices=Dimension),
        verbose_name="wanneer en waar",
        default=list,
    )
    note = models.TextField("wat je wilt bespreken", max_length=1000, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "keuze"
        verbose_name_plural = "keuzes"

    def __str__(self) -> str:
        return f"Keuze bij {self.casus}"

    def mark(self) -> str:
        """Return a short mark of what is chosen now; another mark means another choice."""
        rows = (self.themes, self.groups)
        chosen = [sorted(links.values_list("pk", flat=True)) for links in rows]
        return mark_of(chosen, self.dimensions, self.note)
