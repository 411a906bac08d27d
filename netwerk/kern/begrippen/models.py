"""Controlled vocabularies as data: editors change them, no code knows their words."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse


class Schema(models.Model):
    """A vocabulary (a SKOS concept scheme), such as the themes of the Monitor Brede Welvaart."""

    key = models.SlugField("sleutel", unique=True)
    title = models.CharField("titel", max_length=120)
    source = models.CharField("bron", max_length=300, blank=True)

    class Meta:
        verbose_name = "begrippenlijst"
        verbose_name_plural = "begrippenlijsten"
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where anybody reads the vocabulary; its key never changes."""
        return reverse("begrippenlijst", args=[self.key])


class BegripQuerySet(models.QuerySet["Begrip"]):
    """Questions about concepts."""

    def in_schema(self, key: str) -> "BegripQuerySet":
        """Return the concepts of one vocabulary, in its order."""
        return self.filter(schema__key=key)

    def current(self) -> "BegripQuerySet":
        """Return the concepts that may still be chosen."""
        return self.filter(valid_to__isnull=True)

    def offered(self, key: str, instance: models.Model, field: str) -> "BegripQuerySet":
        """Return what a form offers for a field: what may be chosen, and what was chosen before.

        So a concept that ended stays where it stands, also when somebody saves that again.
        """
        rows = self.in_schema(key)
        if instance.pk is None:
            return rows.current()
        described: Any = instance._meta.get_field(field)
        kept: Any = getattr(instance, described.attname)
        kept = kept.order_by().values("pk") if described.many_to_many else [kept]
        return rows.filter(models.Q(valid_to__isnull=True) | models.Q(pk__in=kept))


class Begrip(models.Model):
    """A concept (SKOS): a theme, a province, a kind of organisation, a phase of policy.

    ``broader`` may point into another vocabulary: a kind of organisation has its government
    layer above it, and the layer has its side (rijk, regio, kennis, samenleving) above it.
    """

    schema = models.ForeignKey(
        Schema, on_delete=models.PROTECT, related_name="begrippen", verbose_name="lijst"
    )
    notation = models.SlugField("notatie", max_length=60)
    label = models.CharField("naam", max_length=160)
    synonyms = ArrayField(
        models.CharField(max_length=160), verbose_name="ook wel", default=list, blank=True
    )
    definition = models.TextField("betekenis", blank=True)
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name="valt onder",
    )
    mapped_to = models.ManyToManyField(
        "self", blank=True, verbose_name="komt overeen met (andere lijst)"
    )
    same_as = models.URLField("adres van hetzelfde begrip bij de bron", max_length=300, blank=True)
    valid_to = models.DateField("geldig tot", null=True, blank=True)
    updated_at = models.DateTimeField("gewijzigd op", auto_now=True)

    objects = BegripQuerySet.as_manager()

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering: ClassVar = ["schema", "order", "label"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schema", "notation"], name="begrip_once_in_schema")
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return where it is explained to anybody (fetch the vocabulary along)."""
        return reverse("begrip", args=[self.schema.key, self.notation])
