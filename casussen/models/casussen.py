"""What the network works on together: casussen, who has a part in them, and their text."""

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import Exists, F, FloatField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager
from taggit.models import Tag, TaggedItem

from casussen.enums import CasusRole, Dimension, Direction, SectionKind, Stage
from communities.enums import Visibility
from communities.models import Community, Organisatie
from communities.sharing import SharedByCommunities, readable_by
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.marks import mark_of
from netwerk.kern.zoeken.zoeken import markdown_vector, vector

if TYPE_CHECKING:
    from casussen.models.publicatieverzoeken import Publicatieverzoek

KEPT_IN_TRASH = timedelta(days=30)


class CasusQuerySet(models.QuerySet["Casus"]):
    """Questions about casussen."""

    def kept(self) -> "CasusQuerySet":
        """Return what is not in the trash."""
        return self.filter(deleted_at__isnull=True)

    def in_trash(self) -> "CasusQuerySet":
        """Return what was thrown away and can still be taken back."""
        return self.filter(deleted_at__gt=timezone.now() - KEPT_IN_TRASH)

    def to_take_back_by(self, user: Any) -> "CasusQuerySet":
        """Return what this person can take out of the trash: as casushouder or organiser."""
        organised = user.organised_ids
        return self.in_trash().filter(Q(casushouder=user) | Q(community__in=organised))

    def public(self) -> "CasusQuerySet":
        """Return what anyone may read."""
        return self.kept().filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Any) -> "CasusQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_casus``."""
        shared = Casus.communities.through.objects.filter(casus=OuterRef("pk"))
        readable = readable_by(user, shared=shared)
        if user.is_authenticated:
            readable |= Q(casushouder=user)
            readable |= Exists(CasusDeelname.objects.filter(casus=OuterRef("pk"), deelnemer=user))
        return self.kept().filter(readable)

    def with_in_group(self, user: Any) -> "CasusQuerySet":
        """Return the casussen of which this person is in the casusgroep."""
        if not user.is_authenticated:
            return self.none()
        part = CasusDeelname.objects.filter(casus=OuterRef("pk"), deelnemer=user)
        return self.filter(Q(casushouder=user) | Exists(part))

    def open_to(self, roles: dict[int, str]) -> "CasusQuerySet":
        """Return what somebody of the network with these roles reads, who is in no casus."""
        shared = Casus.communities.through.objects.filter(casus=OuterRef("pk"))
        somebody = SimpleNamespace(is_authenticated=True, in_network=True, roles=roles)
        return self.kept().filter(readable_by(somebody, shared=shared))

    def in_community(self, community: Community) -> "CasusQuerySet":
        """Return the casussen that belong to a community, as leading one or as another."""
        shared = Casus.communities.through.objects.filter(casus=OuterRef("pk"), community=community)
        return self.filter(Q(community=community) | Exists(shared))

    def matching(self, query: Any) -> "CasusQuerySet":
        """Return what matches a SearchQuery in its own words or in a section, with a ``rank``.

        Confidential passages are in no search column, so nobody finds a casus by them.
        """
        sections = CasusSectie.objects.filter(search_vector=query)
        best = (
            sections.filter(casus=OuterRef("pk"))
            .annotate(section_rank=SearchRank(F("search_vector"), query))
            .order_by("-section_rank")
            .values("section_rank")[:1]
        )
        itself = Casus.objects.filter(search_vector=query).order_by().values("pk")
        found = itself.union(sections.order_by().values("casus"))  # each by its own index
        own = SearchRank(F("search_vector"), query)
        return self.filter(pk__in=found).annotate(
            rank=own + Coalesce(Subquery(best), 0.0, output_field=FloatField())
        )

    def tagged(self, tag: Tag) -> "CasusQuerySet":
        """Return the casussen with a free tag.

        A subquery: the join of taggit uses what Django 6.1 deprecates.
        """
        content_type = ContentType.objects.get_for_model(Casus)
        items = TaggedItem.objects.filter(tag=tag, content_type=content_type)
        return self.filter(pk__in=items.values("object_id"))

    def with_any_tag(self, tags: list[int]) -> models.QuerySet[TaggedItem]:
        """Return the ids of the casussen with one of these free tags, for a subquery."""
        content_type = ContentType.objects.get_for_model(Casus)
        items = TaggedItem.objects.filter(tag__in=tags, content_type=content_type)
        return items.values("object_id")  # type: ignore[return-value]

    def used_tags(self) -> models.QuerySet[Tag]:
        """Return the free tags of these casussen."""
        content_type = ContentType.objects.get_for_model(Casus)
        items = TaggedItem.objects.filter(
            content_type=content_type, object_id__in=self.order_by().values("pk")
        )
        return Tag.objects.filter(pk__in=items.values("tag"))

    def for_list(self) -> "CasusQuerySet":
        """Fetch what a list shows, in a fixed number of queries."""
        provinces = models.Prefetch("provinces", Begrip.objects.select_related("broader"))
        return self.select_related("community", "organisatie", "casushouder").prefetch_related(
            provinces, "welvaartsbeeld"
        )


class Casus(SharedByCommunities, models.Model):
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
    participation = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hoe inwoners meedoen",
    )
    starts_in = models.PositiveSmallIntegerField("begonnen in", null=True, blank=True)
    ends_in = models.PositiveSmallIntegerField("klaar in", null=True, blank=True)
    themes = models.ManyToManyField(
        Begrip, blank=True, related_name="+", verbose_name="thema's (hoogstens drie)"
    )
    tags = TaggableManager(verbose_name="trefwoorden", blank=True)
    related = models.ManyToManyField("self", blank=True, verbose_name="hoort bij")
    stage = models.CharField("fase", max_length=12, choices=Stage, default=Stage.EXPLORING)
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default=Visibility.COMMUNITY
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField("afgerond op", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField("reden", max_length=500, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deleted_reason = models.CharField("reden", max_length=500, blank=True)
    search_vector = vector(title="A", learning_question="B", summary="B")

    objects = CasusQuerySet.as_manager()

    class Meta:
        verbose_name = "casus"
        verbose_name_plural = "casussen"
        ordering: ClassVar = ["-updated_at", "-pk"]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="casus_search"),
            models.Index(fields=["-updated_at", "-id"], name="casus_newest"),
            models.Index(fields=["-created_at", "-id"], name="casus_added"),
            models.Index(fields=["visibility", "-updated_at"], name="casus_visible"),
            models.Index(fields=["community", "-updated_at"], name="casus_community"),
            models.Index(fields=["stage"], name="casus_stage"),
            models.Index(
                fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="casus_trash"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_in__isnull=True)
                | Q(ends_in__isnull=True)
                | Q(ends_in__gte=F("starts_in")),
                name="casus_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the casus."""
        return reverse("casussen:detail", args=[self.slug])

    @property
    def parts(self) -> dict[int, str]:
        """Return {person id: role} of who has a part in it, fetched once for this object."""
        if not hasattr(self, "_parts"):
            self._parts = dict(self.deelnames.values_list("deelnemer_id", "role"))
        return self._parts

    def is_written_by(self, user: Any) -> bool:
        """Say whether this person is the casushouder or a co-auteur."""
        return self.casushouder_id == user.pk or self.parts.get(user.pk) == CasusRole.CO_AUTHOR

    def has_in_group(self, user: Any) -> bool:
        """Say whether this person is in the casusgroep: casushouder, co-auteur or expert."""
        return self.casushouder_id == user.pk or user.pk in self.parts

    @property
    def open_request(self) -> "Publicatieverzoek | None":
        """Return the request to publish that waits for an answer, fetched once."""
        if not hasattr(self, "_open_request"):
            waiting = self.publicatieverzoeken.waiting().select_related("requested_by")
            self._open_request = waiting.first()
        return self._open_request

    @property
    def beeld(self) -> dict[str, str]:
        """Return {kring: direction}; a kring without a row is not known yet."""
        rows = {row.dimension: row.direction for row in self.welvaartsbeeld.all()}
        return {key: rows.get(key, Direction.UNKNOWN) for key in Dimension.values}

    def facts_mark(self) -> str:
        """Return a short mark of the facts as they are now; another mark means other facts."""
        ids: tuple[Any, ...] = (
            self.organisatie_id,
            self.scale_id,
            self.area_type_id,
            self.phase_id,
        )
        ids += (self.participation_id, self.starts_in, self.ends_in)
        links = [
            sorted(rows.values_list("pk", flat=True))
            for rows in (self.provinces, self.themes, self.communities, self.tags)
        ]
        return mark_of(self.title, self.summary, self.learning_question, ids, links)

    def welvaart_mark(self) -> str:
        """Return a short mark of the welvaartsbeeld as it is now."""
        rows = self.welvaartsbeeld.order_by("dimension")
        return mark_of(list(rows.values_list("dimension", "direction", "explanation")))

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
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "deelname aan een casus"
        verbose_name_plural = "deelnames aan casussen"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "deelnemer"], name="casus_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer} bij {self.casus}"


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search_vector"], append_only=True
)
class CasusSectie(models.Model):
    """One section of a casus, saved by itself; ``version`` guards against silent overwriting.

    Every version stays in the history; one that put an old text back says which
    (``restored_from``).
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="secties")
    kind = models.CharField("onderdeel", max_length=12, choices=SectionKind)
    body = models.TextField("tekst", blank=True)
    version = models.PositiveIntegerField(default=1)
    restored_from = models.PositiveIntegerField(null=True, blank=True)
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
