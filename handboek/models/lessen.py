"""What was seen (bevindingen) and what a community concluded from it (lessen)."""

from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import BooleanField, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from bijeenkomsten.models import Verslag, VerslagItem
from casussen.enums import AntwoordState, Outcome
from casussen.models import Casus, CasusSectie, Inwonersantwoord, Terugblik
from communities.models import Community, Reactie
from handboek.enums import State
from netwerk.kern.marks import mark_of
from netwerk.kern.tekst.sentences import readable
from netwerk.kern.zoeken.zoeken import vector


class _Among(Func):
    """That a key is in an array, which PostgreSQL makes before it joins anything to the rows."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


class BevindingQuerySet(models.QuerySet["Bevinding"]):
    """Questions about findings."""

    def visible_to(self, user: Any) -> "BevindingQuerySet":
        """A finding is read by whoever may read its source: ``handboek.view_bevinding``.

        What somebody said is for who may read that conversation, whatever it is about; what a
        resident answered is for who reads the casus, as long as it is placed.
        """
        written = Q(casus__in=Casus.objects.visible_to(user), reactie__isnull=True)
        placed = Q(inwonersantwoord__isnull=True) | Q(inwonersantwoord__state=AntwoordState.PLACED)
        said = Reactie.objects.standing().visible_to(user)
        return self.filter(
            (written & placed)
            | Q(verslag_item__verslag__in=Verslag.objects.visible_to(user))
            | Q(reactie__in=said.order_by().values("pk"))
        )

    def about_casus(self, *casussen: Casus) -> "BevindingQuerySet":
        """Return the findings from these casussen, and from minutes about them."""
        told = Bevinding.objects.filter(casus__in=casussen)
        said = Bevinding.objects.filter(verslag_item__agendapunt__casus__in=casussen)
        found = told.order_by().values("pk").union(said.order_by().values("pk"))
        return self.filter(_Among("pk", ArraySubquery(found)))

    def with_sources(self) -> "BevindingQuerySet":
        """Fetch what the evidence rule and the chain need, in a fixed number of queries."""
        agendapunt = "verslag_item__agendapunt__casus"
        owner = "organisatie__kind__broader__broader"
        # Not by a join: it would come before what the rows are chosen by, and be made of all rows.
        item = VerslagItem.objects.filter(pk=OuterRef("verslag_item"))
        about = Coalesce(
            "casus_id",
            Subquery(item.values("agendapunt__casus")),
            output_field=models.BigIntegerField(),
        )
        later = Terugblik.objects.answered().filter(casus=OuterRef("about"))
        last = Subquery(later.order_by("-months").values("outcome")[:1])
        rows = self.annotate(about=about).annotate(last_outcome=last)
        return rows.select_related(
            "section",
            "casus__area_type",
            f"casus__{owner}",
            "verslag_item__verslag__bijeenkomst",
            f"{agendapunt}__area_type",
            f"{agendapunt}__{owner}",
            "reactie__gesprek__content_type",
            "inwonersantwoord__vraag__casus",
        ).prefetch_related(
            "casus__provinces", f"{agendapunt}__provinces", "reactie__gesprek__subject"
        )


class Bevinding(models.Model):
    """One sentence that somebody marked in a casus, in minutes or in a post, as it stood there.

    ``quote`` with ``prefix`` and ``suffix`` is the anchor (W3C Web Annotation, text quote
    selector) in version ``source_version`` of the section or of the minutes item. What somebody
    said (``reactie``) or a resident answered keeps the casus that it is about beside it.
    """

    quote = models.TextField("de zin", max_length=1000)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    casus = models.ForeignKey(
        Casus, on_delete=models.PROTECT, null=True, blank=True, related_name="bevindingen"
    )
    section = models.ForeignKey(
        CasusSectie, on_delete=models.PROTECT, null=True, blank=True, related_name="bevindingen"
    )
    verslag_item = models.ForeignKey(
        VerslagItem, on_delete=models.PROTECT, null=True, blank=True, related_name="bevindingen"
    )
    reactie = models.ForeignKey(
        Reactie, on_delete=models.PROTECT, null=True, blank=True, related_name="bevindingen"
    )
    inwonersantwoord = models.ForeignKey(
        Inwonersantwoord,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bevindingen",
    )
    source_version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BevindingQuerySet.as_manager()

    class Meta:
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    verslag_item__isnull=True, reactie__isnull=True, inwonersantwoord__isnull=True
                )
                & Q(casus__isnull=False)
                | Q(
                    casus__isnull=True,
                    section__isnull=True,
                    verslag_item__isnull=False,
                    reactie__isnull=True,
                    inwonersantwoord__isnull=True,
                )
                | Q(
                    section__isnull=True,
                    verslag_item__isnull=True,
                    reactie__isnull=False,
                    inwonersantwoord__isnull=True,
                )
                | Q(
                    casus__isnull=False,
                    section__isnull=True,
                    verslag_item__isnull=True,
                    reactie__isnull=True,
                    inwonersantwoord__isnull=False,
                ),
                name="one_source",
            )
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def source_casus(self) -> Casus | None:
        """Return the casus it is about: its own, or that of the agenda item."""
        if self.verslag_item:
            return self.verslag_item.agendapunt.casus
        return self.casus

    @property
    def source_verslag(self) -> Verslag | None:
        """Return the minutes it stands in, or None when it stands in a casus."""
        return self.verslag_item.verslag if self.verslag_item else None

    @property
    def source_is_gone(self) -> bool:
        """Say whether the post was removed, or the answer of the resident is no longer placed."""
        if self.reactie is not None:
            return self.reactie.removed_at is not None
        antwoord = self.inwonersantwoord
        return antwoord is not None and antwoord.state != AntwoordState.PLACED

    @property
    def was_rewritten(self) -> bool:
        """Say whether who wrote the post changed the sentence after it was marked."""
        if self.reactie is None or self.source_is_gone or self.reactie.edited_at is None:
            return False
        return self.quote not in readable(self.reactie.body)

    @property
    def failed_later(self) -> bool:
        """Say whether its casus told last that it did not work (fetched with ``with_sources``)."""
        return self.last_outcome == Outcome.FAILED  # type: ignore[attr-defined, no-any-return]

    @property
    def became_confidential(self) -> bool:
        """Say whether the writers put the sentence in a confidential passage later on."""
        source = self.verslag_item or self.section or self.reactie
        if source is None or "vertrouwelijk" not in source.body:
            return False
        return self.quote not in readable(source.body) and self.quote in readable(
            source.body, confidential=True
        )


class LesQuerySet(models.QuerySet["Les"]):
    """Questions about lessons."""

    def visible_to(self, user: Any) -> "LesQuerySet":
        """Return what this person may read: the same rule as ``handboek.view_les``.

        A les that a published advies rests on is public: it holds the conclusion, not the
        source. Other lessen are for the network.
        """
        if user.is_authenticated and user.in_network:
            return self
        published = Les.objects.filter(gebruik__advies__state=State.PUBLISHED)
        return self.filter(pk__in=published.values("pk"))

    def learned_in(self, casussen: models.QuerySet[Casus]) -> "LesQuerySet":
        """Return what was learned in one of these casussen, as far as a sentence stands there."""
        found = Bevinding.objects.filter(casus__in=casussen.order_by().values("pk"))
        links = Les.bevindingen.through.objects.filter(bevinding__in=found.order_by().values("pk"))
        return self.filter(pk__in=links.values("les"))

    def alike(self, conclusion: str) -> "LesQuerySet":
        """Return lessen that say nearly the same (trigrams), the nearest first."""
        near = TrigramSimilarity("conclusion", conclusion)
        return (
            self.filter(conclusion__trigram_similar=conclusion)
            .annotate(near=near)
            .order_by("-near", "number")
        )


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search_vector"], append_only=True
)
class Les(models.Model):
    """What a community learned: one conclusion, drawn from one or more bevindingen.

    The conclusion stands alone; what was seen, where it played and under which conditions it
    holds help a reader to judge it. ``edited_at`` is when somebody changed the text last.
    """

    number = models.PositiveIntegerField("nummer", unique=True)
    conclusion = models.CharField("de les in één zin", max_length=200)
    observation = models.TextField("wat zagen we", max_length=2000, blank=True)
    context = models.TextField("waar speelde dit", max_length=2000, blank=True)
    conditions = models.TextField("onder welke voorwaarden", max_length=2000, blank=True)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="lessen", verbose_name="community"
    )
    bevindingen = models.ManyToManyField(Bevinding, related_name="lessen")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    search_vector = vector(conclusion="A", observation="C", context="B", conditions="C")

    objects = LesQuerySet.as_manager()

    class Meta:
        verbose_name = "les"
        verbose_name_plural = "lessen"
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="les_search"),
            GinIndex(fields=["conclusion"], name="les_alike", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["community", "-number"], name="les_community"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="keep_number", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.conclusion

    def get_absolute_url(self) -> str:
        """Return the page of the les; its number is never used again."""
        return reverse("handboek:les", args=[self.number])

    def mark(self) -> str:
        """Return a short mark of the text as it is now; another mark means that it changed."""
        return mark_of((self.conclusion, self.observation, self.context, self.conditions))


LesEvent = Les.pgh_event_model  # type: ignore[attr-defined]
"""The history of a les, written by triggers in the database."""
