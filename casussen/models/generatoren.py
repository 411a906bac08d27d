"""Generatoren: what produces brede welvaart, and in which casussen it did."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse

from casussen.enums import Outcome
from casussen.models.casussen import Casus
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import vector


class GeneratorQuerySet(models.QuerySet["Generator"]):
    """Questions about generatoren."""

    def visible_to(self, user: Any) -> "GeneratorQuerySet":
        """Return those of casussen that this person may read, and the person's own."""
        readable = Casus.objects.visible_to(user).order_by().values("pk")
        seen: Any = Q(
            Exists(GeneratorErvaring.objects.filter(generator=OuterRef("pk"), casus__in=readable))
        )
        if user.is_authenticated:
            seen |= Q(created_by=user)
        return self.filter(seen)


class Generator(models.Model):
    """Something that produces brede welvaart: what you do, rather than what you measure."""

    name = models.CharField("naam", max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    description = models.TextField("wat het is", max_length=1500, blank=True)
    kind = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="soort",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_vector = vector(name="A", description="C")

    objects = GeneratorQuerySet.as_manager()

    class Meta:
        verbose_name = "generator"
        verbose_name_plural = "generatoren"
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="generator_search"),
            models.Index(fields=["name", "id"], name="generator_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the generator."""
        return reverse("casussen:generator", args=[self.slug])


class GeneratorErvaringQuerySet(models.QuerySet["GeneratorErvaring"]):
    """Questions about what generatoren did."""

    def counting_for(self, user: Any) -> "GeneratorErvaringQuerySet":
        """Return those of casussen that this person may read and that were not withdrawn."""
        readable = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
        return self.filter(casus__in=readable.order_by().values("pk"))

    def best_first(self) -> "GeneratorErvaringQuerySet":
        """Return what worked before what did not; ``place`` is the place of the outcome."""
        places = [When(outcome=value, then=Value(n)) for n, value in enumerate(Outcome.values)]
        return self.annotate(place=Case(*places, output_field=IntegerField())).order_by(
            "place", "-casus__updated_at", "pk"
        )


class GeneratorErvaring(models.Model):
    """What a generator did in one casus; read by whoever may read the casus."""

    generator = models.ForeignKey(Generator, on_delete=models.PROTECT, related_name="ervaringen")
    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="ervaringen")
    outcome = models.CharField("hoe het ging", max_length=8, choices=Outcome)
    explanation = models.TextField("waarom", max_length=1000, blank=True)

    objects = GeneratorErvaringQuerySet.as_manager()

    class Meta:
        verbose_name = "ervaring met een generator"
        verbose_name_plural = "ervaringen met generatoren"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["generator", "casus"], name="ervaring_once")
        ]

    def __str__(self) -> str:
        return f"{self.generator} in {self.casus}"
