"""What people do while they write and read: name somebody, know something, keep a draft."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from communities.models.gesprekken import MOST_QUOTED, Gesprek, Reactie, about_readable


class Vermelding(models.Model):
    """That a post names somebody who can read it (@Dana de Boer)."""

    reactie = models.ForeignKey(Reactie, on_delete=models.CASCADE, related_name="vermeldingen")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = "vermelding"
        verbose_name_plural = "vermeldingen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reactie", "deelnemer"], name="vermelding_once")
        ]

    def __str__(self) -> str:
        return f"Vermelding {self.pk}"


class Herkenbaar(models.Model):
    """That somebody knows what a post tells from their own work; once a person, and undone."""

    reactie = models.ForeignKey(Reactie, on_delete=models.CASCADE, related_name="herkend")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "herkenbaar"
        verbose_name_plural = "herkenbaar"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reactie", "deelnemer"], name="herkenbaar_once")
        ]

    def __str__(self) -> str:
        return f"Herkenbaar {self.pk}"


class ReactieconceptQuerySet(models.QuerySet["Reactieconcept"]):
    """Questions about what people typed and did not place."""

    def of(self, person: Any) -> "ReactieconceptQuerySet":
        """Return what this person can still read and place; the rest shows on no page."""
        if not person.is_authenticated or not person.in_network:
            return self.none()
        allowed = about_readable(person)
        rows = self.filter(deelnemer=person).exclude(body="")
        return rows.filter(allowed) if allowed else self.none()


class Reactieconcept(models.Model):
    """What somebody typed under a conversation and did not place yet; nobody else reads it.

    ``parent`` is the post that it would answer, ``part`` and ``quote`` what it would be about.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    parent = models.ForeignKey(Reactie, on_delete=models.CASCADE, null=True, related_name="+")
    part = models.CharField("deel", max_length=40, blank=True)
    quote = models.TextField("de zin", max_length=MOST_QUOTED, blank=True)
    body = models.TextField("tekst", max_length=10_000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReactieconceptQuerySet.as_manager()

    class Meta:
        verbose_name = "concept van een reactie"
        verbose_name_plural = "concepten van reacties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deelnemer", "content_type", "object_id", "parent", "part"],
                nulls_distinct=False,
                name="reactieconcept_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["updated_at"], name="reactieconcept_age")]

    def __str__(self) -> str:
        return f"Concept {self.pk} van een reactie"

    @property
    def answers(self) -> Reactie | None:
        """Return the post that it answers, unless that was removed."""
        return self.parent if self.parent and self.parent.removed_at is None else None

    def place(self) -> str:
        """Return where its writer goes on with it."""
        asked = {"antwoord": self.parent_id} if self.answers else {"deel": self.part}
        query = urlencode({name: value for name, value in asked.items() if value})
        talk = Gesprek(subject=self.subject)
        return f"{talk.get_absolute_url()}{'?' if query else ''}{query}#reageer"
