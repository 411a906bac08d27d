"""What readers, without an account, say of an advies: was this useful?"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class LezersantwoordQuerySet(models.QuerySet["Lezersantwoord"]):
    """Questions about what readers said."""

    def visible_to(self, user: Any) -> "LezersantwoordQuerySet":
        """What readers say is for redacteuren."""
        return self if user.is_authenticated and user.is_redacteur else self.none()

    def with_words(self) -> "LezersantwoordQuerySet":
        """Return those in which somebody wrote something."""
        return self.exclude(body="")

    def waiting(self) -> "LezersantwoordQuerySet":
        """Return the words that no redacteur dealt with yet."""
        return self.with_words().filter(handled_at__isnull=True)


class Lezersantwoord(models.Model):
    """One answer of a reader to "had je hier iets aan?", with nothing that says who it was.

    ``token`` is a hash of the signed form that it came with: each form gives one answer.
    """

    advies = models.ForeignKey(
        "handboek.Advies", on_delete=models.PROTECT, related_name="lezersantwoorden"
    )
    useful = models.BooleanField("had er iets aan")
    body = models.CharField("toelichting", max_length=500, blank=True)
    token = models.CharField("kenmerk van het formulier", max_length=64, unique=True)
    sent_at = models.DateTimeField("verstuurd op", auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LezersantwoordQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord van een lezer"
        verbose_name_plural = "antwoorden van lezers"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="lezersantwoord_waiting",
                condition=Q(handled_at__isnull=True) & ~Q(body=""),
            ),
            models.Index(
                fields=["-handled_at", "-id"],
                name="lezersantwoord_handled",
                condition=Q(handled_at__isnull=False) & ~Q(body=""),
            ),
            models.Index(fields=["advies", "useful"], name="lezersantwoord_counts"),
            models.Index(fields=["sent_at"], name="lezersantwoord_age", condition=~Q(body="")),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.pk} van een lezer"
