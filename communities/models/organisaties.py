"""Organisations, what they were called before, and what came after them."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from netwerk.kern.begrippen.models import Begrip


class OrganisatieQuerySet(models.QuerySet["Organisatie"]):
    """Questions about organisations."""

    def visible_to(self, user: Any) -> "OrganisatieQuerySet":
        """Every organisation has a public page."""
        return self

    def with_side(self) -> "OrganisatieQuerySet":
        """Fetch the kind, the layer and the side along with the organisation."""
        return self.select_related("kind__broader__broader", "province")


class Organisatie(models.Model):
    """An organisation that takes part: a municipality, a ministry, a planning bureau.

    Its layer and its side of the network follow from its kind (vocabulary organisatietype).
    Ministries are renamed and split: a former name stays (OrganisatieNaam), and what ended
    points at its successor.
    """

    name = models.CharField("naam", max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="soort organisatie"
    )
    province = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gebied",
    )
    website = models.URLField("website", blank=True)
    tooi_uri = models.URLField("adres in de lijst van overheden (TOOI)", blank=True)
    ended_on = models.DateField("bestaat niet meer sinds", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="opgevolgd door",
    )

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the organisation."""
        return reverse("communities:organisatie", args=[self.slug])

    @property
    def layer(self) -> Begrip | None:
        """Return the layer: gemeente, provincie, waterschap, rijk, kennis, maatschappelijk."""
        return self.kind.broader

    @property
    def side(self) -> str:
        """Return the side of the network: rijk, regio, kennis or samenleving."""
        layer = self.kind.broader
        return layer.broader.notation if layer and layer.broader else ""


class OrganisatieNaam(models.Model):
    """A name that an organisation had before, so that old texts and searches still find it."""

    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField("naam", max_length=200, db_index=True)
    until = models.DateField("heette zo tot")

    class Meta:
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        ordering: ClassVar = ["-until", "-pk"]

    def __str__(self) -> str:
        return self.name
