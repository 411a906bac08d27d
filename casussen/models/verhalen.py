"""What may be told about a casus that itself stays inside: stories without names."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from casussen.enums import VerhaalState
from casussen.models.casussen import Casus
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import markdown_vector, vector


class VerhaalQuerySet(models.QuerySet["Verhaal"]):
    """Questions about stories without names."""

    def public(self) -> "VerhaalQuerySet":
        """Return what anyone may read."""
        return self.filter(state=VerhaalState.PUBLISHED)

    def visible_to(self, user: Any) -> "VerhaalQuerySet":
        """Return what is public, and the rest of casussen that this person may read."""
        if not user.is_authenticated:
            return self.public()
        inside = Casus.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(state=VerhaalState.PUBLISHED) | Q(casus__in=inside))


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
