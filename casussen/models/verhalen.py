"""What may be told about a casus that itself stays inside: stories without names."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from casussen.enums import CasusRole, VerhaalState
from casussen.models.casussen import Casus, CasusDeelname
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import markdown_vector, vector


class VerhaalQuerySet(models.QuerySet["Verhaal"]):
    """Questions about stories without names."""

    def public(self) -> "VerhaalQuerySet":
        """Return what anyone may read."""
        return self.filter(state=VerhaalState.PUBLISHED)

    def visible_to(self, user: Any) -> "VerhaalQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_verhaal``.

        The rest is for the writers of the casus; what waits also for who may decide about it.
        """
        if not user.is_authenticated:
            return self.public()
        mine = CasusDeelname.objects.filter(
            casus=OuterRef("casus"), deelnemer=user, role=CasusRole.CO_AUTHOR
        )
        inside = Q(casus__casushouder=user) | Exists(mine)
        waits = Q(state=VerhaalState.REVIEW)
        if not user.is_redacteur:
            organised = user.organised_ids
            waits &= Q(casus__community__in=organised)
        kept = Q(casus__deleted_at__isnull=True)
        return self.filter(Q(state=VerhaalState.PUBLISHED) | kept & (inside | waits))

    def in_open_order(self) -> "VerhaalQuerySet":
        """Order by year and title: which story is newer within a year tells nothing."""
        return self.annotate(in_year=ExtractYear("decided_at")).order_by("-in_year", "title", "pk")


class Verhaal(models.Model):
    """A story of a casus, often of failure, that says no more than the kind of area.

    The casus itself stays where it is. Nothing here leads to it for who may not read it: no
    organisation, no province, no people, no day. Somebody else than the writer checks.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="verhalen")
    title = models.CharField("titel", max_length=150)
    slug = models.SlugField(max_length=100, unique=True)
    summary = models.TextField("samenvatting", max_length=600)
    body = models.TextField("verhaal")
    area_type = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="soort gebied"
    )
    themes = models.ManyToManyField(Begrip, blank=True, related_name="+", verbose_name="thema's")
    state = models.CharField("stand", max_length=10, choices=VerhaalState, default="draft")
    explained = models.JSONField("waarom een woord kan blijven", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("reden", max_length=1000, blank=True)
    search_vector = vector(title="A", summary="B")
    body_vector = markdown_vector("body")

    objects = VerhaalQuerySet.as_manager()

    class Meta:
        verbose_name = "verhaal zonder namen"
        verbose_name_plural = "verhalen zonder namen"
        ordering: ClassVar = ["-decided_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("created_by"))),
                name="verhaal_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(decided_by__isnull=False),
                name="verhaal_checked",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="verhaal_search"),
            GinIndex(fields=["body_vector"], name="verhaal_body_search"),
            models.Index(fields=["state", "-decided_at"], name="verhaal_public"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the story."""
        return reverse("casussen:verhaal", args=[self.slug])

    @property
    def year(self) -> int | None:
        """Return the year in which it was published: the only thing that anybody learns of when."""
        return timezone.localtime(self.decided_at).year if self.decided_at else None

    @property
    def texts(self) -> dict[str, str]:
        """Return {field: text} of what is read."""
        return {"title": self.title, "summary": self.summary, "body": self.body}
