"""The course of a casus: every change of its stage, with who said so and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from casussen.enums import Stage
from casussen.models.casussen import Casus


class Fasewissel(models.Model):
    """One change of the stage of a casus; written once, and never changed."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="fasewissels")
    before = models.CharField("fase ervoor", max_length=12, choices=Stage)
    after = models.CharField("fase erna", max_length=12, choices=Stage)
    reason = models.CharField("waarom", max_length=500, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "wissel van fase"
        verbose_name_plural = "wissels van fase"
        ordering: ClassVar = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.casus}: {self.get_after_display()}"
