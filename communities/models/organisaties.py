"""Organisations, what they were called before, and what came after them."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import vector


class OrganisatieQuerySet(models.QuerySet["Organisatie"]):
    """Questions about organisations."""

    def visible_to(self, user: Any) -> "OrganisatieQuerySet":
        """Every organisation has a public page."""
        return self

    def with_side(self) -> "OrganisatieQuerySet":
        """Fetch the kind, the layer and the side along with the organisation."""
        return self.select_related("kind__broader__broader", "province")

    def current(self) -> "OrganisatieQuerySet":
        """Return what still exists, and may be chosen."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate()))

    def choosable(self, *kept: int | None) -> "OrganisatieQuerySet":
        """Return what a form offers: what still exists, and what was chosen before (ids)."""
        return self.current() | self.filter(pk__in=[pk for pk in kept if pk])

    def matching(self, query: Any) -> "OrganisatieQuerySet":
        """Return what matches a SearchQuery by a name of now or before, best first."""
        names = OrganisatieNaam.objects.filter(search_vector=query).order_by()
        itself = Organisatie.objects.filter(search_vector=query).order_by().values("pk")
        found = self.filter(pk__in=itself.union(names.values("organisatie")))
        rank = SearchRank(F("search_vector"), query)
        return found.annotate(rank=rank).order_by("-rank", "name", "pk")


class Organisatie(models.Model):
    """An organisation that takes part: a municipality, a ministry, a planning bureau.

    Its layer and its side of the network follow from its kind (vocabulary organisatietype).
    Ministries are renamed and split: another name stays (OrganisatieNaam), what ended points at
    its successor, and what was split off points at where it came from. ``former_slugs`` are
    addresses that lead here, of doubles that were merged into this one.
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
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="split_offs",
        verbose_name="kwam voort uit",
    )
    former_slugs = ArrayField(models.SlugField(max_length=80), default=list, editable=False)
    search_vector = vector(name="A")

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="organisatie_search")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the organisation."""
        return reverse("communities:organisatie", args=[self.slug])

    @property
    def has_ended(self) -> bool:
        """Say whether it does not exist any more."""
        return self.ended_on is not None and self.ended_on <= timezone.localdate()

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
    """Another name of an organisation, so that old texts and searches still find it.

    ``until`` is the day on which it stopped being the name; without one it is a name that people
    use beside the official one ("BZK"), or how a double was spelled.
    """

    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField("naam", max_length=200, db_index=True)
    until = models.DateField("heette zo tot", null=True, blank=True)
    search_vector = vector(name="A")

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering: ClassVar = [F("until").desc(nulls_last=True), "-pk"]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="organisatienaam_search")]

    def __str__(self) -> str:
        return self.name
