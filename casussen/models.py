"""Casussen: what the network works on together, and the dilemma's in them."""

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from casussen.enums import (
    CasusRole,
    DilemmaState,
    Dimension,
    Direction,
    RequestState,
    SectionKind,
    Stage,
)
from communities.enums import Visibility
from communities.models import Community, Organisatie
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import markdown_vector, vector


class CasusQuerySet(models.QuerySet["Casus"]):
    """Questions about casussen."""

    def kept(self) -> "CasusQuerySet":
        """Return what is not in the trash."""
        return self.filter(deleted_at__isnull=True)

    def public(self) -> "CasusQuerySet":
        """Return what anyone may read."""
        return self.kept().filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Any) -> "CasusQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_casus``."""
        readable = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            readable |= Q(casushouder=user)
            readable |= Exists(CasusDeelname.objects.filter(casus=OuterRef("pk"), deelnemer=user))
            if user.in_network:
                readable |= Q(visibility=Visibility.NETWORK)
            if user.roles:
                readable |= Q(visibility=Visibility.COMMUNITY) & (
                    Q(community__in=user.roles)
                    | Exists(
                        Casus.communities.through.objects.filter(
                            casus=OuterRef("pk"), community__in=user.roles
                        )
                    )
                )
        return self.kept().filter(readable)

    def in_community(self, community: Community) -> "CasusQuerySet":
        """Return the casussen that belong to a community, as leading one or as another."""
        shared = Casus.communities.through.objects.filter(casus=OuterRef("pk"), community=community)
        return self.filter(Q(community=community) | Exists(shared))

    def for_list(self) -> "CasusQuerySet":
        """Fetch what a list shows, in a fixed number of queries."""
        return self.select_related("community", "organisatie", "casushouder").prefetch_related(
            "provinces__broader", "welvaartsbeeld"
        )


class Casus(models.Model):
    """A real piece of policy work that a community thinks along with.

    Visibility (who reads it) and stage (how far the work is) are two things. Wider than the
    network takes a Publicatieverzoek that somebody else grants. A withdrawn casus keeps its
    address and its text for those who could read it, but no longer counts as evidence.
    """

    title = models.CharField("titel", max_length=150)
    slug = models.SlugField(max_length=100, unique=True)
    summary = models.TextField("samenvatting", max_length=600)
    learning_question = models.CharField("leervraag", max_length=300, blank=True)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="led_casussen", verbose_name="community"
    )
    communities = models.ManyToManyField(
        Community, blank=True, related_name="shared_casussen", verbose_name="ook in"
    )
    casushouder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="casussen"
    )
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        related_name="casussen",
        verbose_name="organisatie waar het speelt",
    )
    provinces = models.ManyToManyField(Begrip, related_name="+", verbose_name="gebied")
    scale = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="schaal",
    )
    area_type = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="soort gebied",
    )
    phase = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fase van beleid",
    )
    themes = models.ManyToManyField(
        Begrip, blank=True, related_name="+", verbose_name="thema's (hoogstens drie)"
    )
    tags = TaggableManager(verbose_name="trefwoorden", blank=True)
    stage = models.CharField("fase", max_length=12, choices=Stage, default=Stage.EXPLORING)
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default=Visibility.COMMUNITY
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField("reden", max_length=500, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    search_vector = vector(title="A", learning_question="B", summary="B")

    objects = CasusQuerySet.as_manager()

    class Meta:
        verbose_name = "casus"
        verbose_name_plural = "casussen"
        ordering: ClassVar = ["-updated_at", "-pk"]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="casus_search"),
            models.Index(fields=["visibility", "-updated_at"], name="casus_visible"),
            models.Index(fields=["community", "-updated_at"], name="casus_community"),
            models.Index(fields=["stage"], name="casus_stage"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the casus."""
        return reverse("casussen:detail", args=[self.slug])

    @property
    def community_ids(self) -> list[int]:
        """Return the leading community and the others, fetched once for this object."""
        if not hasattr(self, "_community_ids"):
            self._community_ids = [
                self.community_id,
                *self.communities.values_list("pk", flat=True),
            ]
        return self._community_ids

    @property
    def public_label(self) -> str:
        """Return what a reader who may not see the casus is told about this source."""
        if self.area_type:
            return f"Een casus uit een gebied dat {self.area_type.label.lower()} is"
        return "Een casus die niet openbaar is"


class CasusDeelname(models.Model):
    """Somebody's part in one casus: co-auteur (writes) or expert (reads along)."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="deelnames")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="casusdeelnames"
    )
    role = models.CharField("rol", max_length=12, choices=CasusRole)

    class Meta:
        verbose_name = "deelname aan een casus"
        verbose_name_plural = "deelnames aan casussen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "deelnemer"], name="casus_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer} bij {self.casus}"


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search_vector"], append_only=True
)
class CasusSectie(models.Model):
    """One section of a casus, saved by itself; ``version`` guards against silent overwriting."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="secties")
    kind = models.CharField("onderdeel", max_length=12, choices=SectionKind)
    body = models.TextField("tekst", blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    search_vector = markdown_vector("body")

    class Meta:
        verbose_name = "onderdeel van een casus"
        verbose_name_plural = "onderdelen van casussen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "kind"], name="section_once")
        ]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="casussectie_search")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} van {self.casus}"


class WelvaartsbeeldRegel(models.Model):
    """What a casus does in one circle of brede welvaart, with the reason in words."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="welvaartsbeeld")
    dimension = models.CharField("kring", max_length=8, choices=Dimension)
    direction = models.CharField(
        "richting", max_length=8, choices=Direction, default=Direction.UNKNOWN
    )
    explanation = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "regel van een welvaartsbeeld"
        verbose_name_plural = "regels van welvaartsbeelden"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "dimension"], name="dimension_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.get_direction_display()}"


class PublicatieverzoekQuerySet(models.QuerySet["Publicatieverzoek"]):
    """Questions about requests to publish."""

    def waiting(self) -> "PublicatieverzoekQuerySet":
        """Return the requests that wait for an answer."""
        return self.filter(state=RequestState.OPEN)

    def visible_to(self, user: Any) -> "PublicatieverzoekQuerySet":
        """Return the requests about casussen that this person may read."""
        if not user.is_authenticated or not user.in_network:
            return self.none()
        return self.filter(casus__in=Casus.objects.visible_to(user))


class Publicatieverzoek(models.Model):
    """The question to let more people read a casus; somebody else than who asked decides."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="publicatieverzoeken")
    wanted = models.CharField("wie mag dit straks lezen", max_length=12, choices=Visibility)
    note = models.TextField("toelichting", max_length=1000, blank=True)
    state = models.CharField("stand", max_length=8, choices=RequestState, default="open")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publicatieverzoeken"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("reden", max_length=1000, blank=True)

    objects = PublicatieverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatieverzoek"
        verbose_name_plural = "publicatieverzoeken"
        ordering: ClassVar = ["-requested_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus"], condition=Q(state="open"), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="four_eyes",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-requested_at"], name="request_state")]

    def __str__(self) -> str:
        return f"Verzoek voor {self.casus}"


class DilemmaQuerySet(models.QuerySet["Dilemma"]):
    """Questions about dilemma's."""

    def visible_to(self, user: Any) -> "DilemmaQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_dilemma``."""
        readable = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            readable |= Q(author=user)
            if user.in_network:
                readable |= Q(visibility=Visibility.NETWORK)
            if user.roles:
                readable |= Q(visibility=Visibility.COMMUNITY, community__in=user.roles)
        return self.filter(readable)


class Dilemma(models.Model):
    """Two things that are both worth it and do not go together; seen in one or more casussen."""

    question = models.CharField("de vraag", max_length=160)
    slug = models.SlugField(max_length=100, unique=True)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="dilemmas", verbose_name="community"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dilemmas"
    )
    casussen = models.ManyToManyField(Casus, blank=True, related_name="dilemmas")
    first_title = models.CharField("aan de ene kant", max_length=100)
    first_text = models.TextField("uitleg van de ene kant", max_length=1500)
    second_title = models.CharField("aan de andere kant", max_length=100)
    second_text = models.TextField("uitleg van de andere kant", max_length=1500)
    state = models.CharField("stand", max_length=8, choices=DilemmaState, default="open")
    outcome = models.TextField("wat we kozen en waarom", max_length=3000, blank=True)
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default=Visibility.COMMUNITY
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_vector = vector(question="A", first_text="C", second_text="C")

    objects = DilemmaQuerySet.as_manager()

    class Meta:
        verbose_name = "dilemma"
        verbose_name_plural = "dilemma's"
        ordering: ClassVar = ["-updated_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(outcome=""), name="closing_needs_outcome"
            )
        ]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="dilemma_search")]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Return the page of the dilemma."""
        return reverse("casussen:dilemma", args=[self.slug])
