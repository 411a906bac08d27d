"""The public handboek: chapters with do's and don'ts, what they rest on, and what needs work."""

from datetime import date
from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from casussen.models import Casus, Terugblik
from handboek.enums import Level, Relation, SignalKind, Stance, State
from handboek.models.herkenningen import Herkenning
from handboek.models.lessen import Bevinding, Les
from handboek.models.publicaties import Publicatie
from handboek.models.teksten import AdviesTekst
from handboek.models.toepassingen import Toepassing
from netwerk.kern.zoeken.zoeken import vector


class Hoofdstuk(models.Model):
    """A chapter of the handboek."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    title = models.CharField("titel", max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    intro = models.TextField("inleiding", max_length=3000, blank=True)

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        """Return the page of the chapter."""
        return reverse("handboek:hoofdstuk", args=[self.number, self.slug])


PUBLIC = Q(state=State.PUBLISHED, is_refuted=False)


class AdviesQuerySet(models.QuerySet["Advies"]):
    """Questions about do's and don'ts."""

    def published(self) -> "AdviesQuerySet":
        """Return what stands in the public handboek, refuted ones left out."""
        return self.filter(PUBLIC)

    def review_overdue(self) -> "AdviesQuerySet":
        """Return the published ones that somebody should have looked at again by now."""
        return self.filter(state=State.PUBLISHED, review_at__lt=timezone.localdate())

    def resting_on(self, casus: Casus) -> "AdviesQuerySet":
        """Return the ones with a les or a report that comes from this casus.

        Minutes about the casus are part of it; a report may still wait to be placed. Also the
        ones with a les that this casus recognised or contradicted.
        """
        found = Bevinding.objects.about_casus(casus).order_by().values("pk")
        said = Herkenning.objects.standing().filter(casus=casus).order_by().values("les")
        links = AdviesLes.objects.filter(Q(les__bevindingen__in=found) | Q(les__in=said))
        reports = Toepassing.objects.standing().filter(casus=casus).order_by()
        return self.filter(
            Q(pk__in=links.order_by().values("advies")) | Q(pk__in=reports.values("advies"))
        )

    def learned_in(self, casussen: models.QuerySet[Casus]) -> "AdviesQuerySet":
        """Return the ones that a casus among these supports."""
        links = AdviesLes.objects.filter(advies=models.OuterRef("pk"), relation=Relation.SUPPORTS)
        said = Herkenning.objects.standing().filter(stance=Stance.RECOGNISED, casus__in=casussen)
        supports = Q(les__bevindingen__casus__in=casussen) | Q(les__in=said.values("les"))
        return self.filter(models.Exists(links.filter(supports)))

    def in_order(self) -> "AdviesQuerySet":
        """Return them as they stand in the book."""
        return self.order_by("hoofdstuk__number", "position", "number")

    def with_sources(self) -> "AdviesQuerySet":
        """Fetch the whole chain under each, in a fixed number of queries."""
        bevindingen = models.Prefetch("les__bevindingen", Bevinding.objects.with_sources())
        said = models.Prefetch("les__herkenningen", Herkenning.objects.standing().with_sources())
        onderbouwing = AdviesLes.objects.select_related("les").prefetch_related(
            bevindingen, said, "les__publicaties"
        )
        settled = Tegenspraak.objects.filter(advies=models.OuterRef("pk"))
        later = settled.filter(terugblik__isnull=False).values("terugblik__casus")
        others = settled.filter(herkenning__isnull=False).values("herkenning")
        return (
            self.select_related("hoofdstuk", "phase")
            .annotate(settled_casussen=ArraySubquery(later))
            .annotate(settled_herkenningen=ArraySubquery(others))
            .prefetch_related(
                models.Prefetch("onderbouwing", onderbouwing),
                "publicaties",
                models.Prefetch("toepassingen", Toepassing.objects.weighed(), to_attr="reports"),
            )
        )

    def visible_to(self, user: Any) -> "AdviesQuerySet":
        """Return what this person may read: the same rule as ``handboek.view_advies``.

        Once published, an advies keeps its address for everybody, also when it is withdrawn
        or refuted (with the reason). Drafts are for redacteuren and their author.
        """
        if user.is_authenticated and user.is_redacteur:
            return self
        readable = Q(published_at__isnull=False)
        if user.is_authenticated:
            readable |= Q(author=user)
        return self.filter(readable)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["search_vector", "soon_told_for", "due_told_for"],
    append_only=True,
)
class Advies(AdviesTekst):
    """A rule or a question of the handboek, made of lessen; its number is never used again.

    ``level``, ``is_disputed`` and ``is_refuted`` are what evidence.py computed last; they are
    columns only so that lists can filter and order by them, and only services write them.
    """

    number = models.PositiveIntegerField("nummer", unique=True)
    slug = models.SlugField(max_length=130)
    lessen = models.ManyToManyField(Les, through="AdviesLes", related_name="adviezen")
    publicaties = models.ManyToManyField(Publicatie, blank=True, related_name="adviezen")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adviezen"
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # who began the present version; of the first one that is the author
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wie het bijhoudt",
    )
    position = models.PositiveIntegerField("plaats in het hoofdstuk", default=0)
    version = models.PositiveSmallIntegerField("versie", default=1)
    state = models.CharField("stand", max_length=10, choices=State, default=State.DRAFT)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    understood_at = models.DateTimeField(null=True, blank=True)  # by published_by
    returned_reason = models.CharField("wat er nog moet gebeuren", max_length=500, blank=True)
    withdrawn_reason = models.CharField("reden van intrekken", max_length=500, blank=True)
    review_at = models.DateField("weer nakijken op", null=True, blank=True)
    soon_told_for = models.DateField("herinnerd voor", null=True, editable=False)
    due_told_for = models.DateField("gemeld als te laat voor", null=True, editable=False)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.UNKNOWN)
    is_disputed = models.BooleanField(default=False)
    is_refuted = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_vector = vector(title="A", summary="B", why="C", how="C")

    objects = AdviesQuerySet.as_manager()

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(version__gt=1)
                | ~Q(published_by=F("author")),
                name="advies_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(version=1)
                | Q(written_by__isnull=False) & ~Q(published_by=F("written_by")),
                name="advies_version_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("edited_by")),
                name="advies_not_by_last_editor",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_by_someone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["review_at"], name="advies_review", condition=Q(state="published")
            ),
            GinIndex(fields=["search_vector"], name="advies_search"),
            models.Index(fields=["state", "is_refuted", "number"], name="advies_public"),
            models.Index(fields=["hoofdstuk", "position", "number"], name="advies_chapter"),
            models.Index(fields=["hoofdstuk", "phase"], name="advies_ways_in", condition=PUBLIC),
            models.Index(fields=["published_at", "number"], name="advies_newest", condition=PUBLIC),
            models.Index(
                fields=["kind", "level", "number"],
                include=["id", "hoofdstuk"],
                name="advies_best",
                condition=PUBLIC,
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="keep_number", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the slug in step with the title; the number is what an address is found by."""
        self.slug = slugify(self.title)[:130] or "advies"
        if (fields := kwargs.get("update_fields")) is not None and "title" in fields:
            kwargs["update_fields"] = {*fields, "slug"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the page; an old slug in the address redirects here."""
        return reverse("handboek:advies", args=[self.number, self.slug])

    def les_keys(self) -> list[int]:
        """Return the keys of the lessen under it, for and against."""
        return list(self.lessen.order_by().values_list("pk", flat=True))

    @property
    def review_overdue(self) -> bool:
        """Say whether somebody should have looked at it again by now."""
        today: date = timezone.localdate()
        return self.review_at is not None and self.review_at < today


class AdviesLes(models.Model):
    """A les under an advies, for or against; ``settled_at`` closes a contradiction."""

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="onderbouwing")
    les = models.ForeignKey(Les, on_delete=models.PROTECT, related_name="gebruik")
    relation = models.CharField(
        "verband", max_length=12, choices=Relation, default=Relation.SUPPORTS
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "les onder een advies"
        verbose_name_plural = "lessen onder adviezen"
        ordering: ClassVar = ["relation", "les__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["advies", "les"], name="les_once_in_advies")
        ]

    def __str__(self) -> str:
        return f"{self.les} {self.get_relation_display()} {self.advies}"


class Tegenspraak(models.Model):
    """What a redacteur decided about a casus that speaks against an advies.

    Such a contradiction needs no row: it follows from the last terugblik of the casus ("achteraf
    werkte het niet"), or from a herkenning that speaks against. A row here settles it; it goes
    when that answer changes, or when the herkenning is taken back.
    """

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="tegenspraken")
    terugblik = models.ForeignKey(
        Terugblik, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    herkenning = models.ForeignKey(
        Herkenning, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField("afgehandeld op", default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("waarom het niet meer telt", max_length=500)

    class Meta:
        verbose_name = "afgehandelde tegenspraak"
        verbose_name_plural = "afgehandelde tegenspraken"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["advies", "terugblik"], name="tegenspraak_once"),
            models.UniqueConstraint(
                fields=["advies", "herkenning"], name="tegenspraak_once_by_another"
            ),
            models.CheckConstraint(
                condition=Q(terugblik__isnull=True) ^ Q(herkenning__isnull=True),
                name="tegenspraak_about_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.terugblik or self.herkenning} onder {self.advies}"


class SignaalQuerySet(models.QuerySet["Signaal"]):
    """Questions about signals."""

    def waiting(self) -> "SignaalQuerySet":
        """Return what a redacteur still has to look at."""
        return self.filter(handled_at__isnull=True)

    def visible_to(self, user: Any) -> "SignaalQuerySet":
        """Signals are for redacteuren."""
        return self if user.is_authenticated and user.is_redacteur else self.none()


class Signaal(models.Model):
    """A task for a redacteur: something under a published advies changed."""

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="signalen")
    kind = models.CharField("soort", max_length=20, choices=SignalKind)
    casus = models.ForeignKey(
        Casus, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField("wat je deed", max_length=500, blank=True)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["-created_at"], name="signaal_open", condition=Q(handled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.advies}"


AdviesEvent = Advies.pgh_event_model  # type: ignore[attr-defined]
"""The history of an advies, written by triggers in the database."""
