"""The consent of the organisation that a casus describes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from casussen.enums import ConsentState
from casussen.models.casussen import Casus


class Toestemming(models.Model):
    """The question to somebody of the organisation described: may everybody read this?

    The contact answers with a link, without an account. ``text_mark`` says what the public
    would have read when they answered (Casus.public_mark); another mark means that the text
    changed since. The address stands here only.
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="toestemmingen")
    contact_name = models.CharField("naam van de contactpersoon", max_length=150)
    contact_role = models.CharField("functie", max_length=150, blank=True)
    contact_email = models.EmailField("e-mailadres")
    note = models.TextField("bericht", max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("geldig tot")
    state = models.CharField("stand", max_length=10, choices=ConsentState, default="open")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.TextField("wat de contactpersoon schreef", max_length=2000, blank=True)
    text_mark = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus"], condition=Q(state="open"), name="one_open_consent"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(answered_at__isnull=False),
                name="consent_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Toestemming voor {self.casus}"
