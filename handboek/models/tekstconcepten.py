"""What a redacteur typed in the text of an advies and did not save yet."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from handboek.enums import State
from handboek.models.adviezen import Advies
from handboek.models.lessen import Les


class TekstconceptQuerySet(models.QuerySet["Tekstconcept"]):
    """Questions about what people typed; nobody reads those of others."""

    def of(self, person: Any) -> "TekstconceptQuerySet":
        """Return one's own, the newest first, with what they are about."""
        rows = self.filter(deelnemer=person).select_related("advies__werkversie", "les")
        return rows.order_by("-updated_at", "-pk")


class Tekstconcept(models.Model):
    """What somebody typed and did not save; it changes nothing, and nobody else reads it.

    It stands beside the text of an advies, or beside the new text of a published one. Without an
    advies it is a new one, perhaps from a les. ``typed`` holds the fields of the form as they
    were sent, whatever they say; its ``seen`` is the mark of the text that the person began with.
    """

    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, null=True, related_name="+")
    les = models.ForeignKey(Les, on_delete=models.CASCADE, null=True, related_name="+")
    typed = models.JSONField("wat je typte", default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TekstconceptQuerySet.as_manager()

    class Meta:
        verbose_name = "concept van een tekst"
        verbose_name_plural = "concepten van teksten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deelnemer", "advies", "les"],
                nulls_distinct=False,
                name="tekstconcept_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["updated_at"], name="tekstconcept_age")]

    def __str__(self) -> str:
        return f"Concept {self.pk} van een tekst"

    @property
    def title(self) -> str:
        """Return the short rule as it was typed."""
        return str(self.typed.get("title") or "")

    def place(self) -> str:
        """Return where its writer goes on with it."""
        if self.advies is None:
            query = f"?les={self.les.number}" if self.les else ""
            return f"{reverse('handboek:create')}{query}"
        name = "werk"
        if self.advies.state in {State.DRAFT, State.REVIEW}:
            name = "update"
        elif hasattr(self.advies, "werkversie"):
            name = "werkversie_bewerk"
        return reverse(f"handboek:{name}", args=[self.advies.number])
