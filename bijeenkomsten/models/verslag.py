"""Minutes: what was said at a meeting, one row per agenda item."""

from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models.erbij import attended_by
from bijeenkomsten.models.meetings import Bijeenkomst
from bijeenkomsten.models.programma import Agendapunt
from communities.enums import Visibility
from communities.sharing import readable_by
from netwerk.kern.zoeken.zoeken import markdown_vector


class VerslagQuerySet(models.QuerySet["Verslag"]):
    """Questions about minutes."""

    def visible_to(self, user: Any) -> "VerslagQuerySet":
        """Return the minutes that this person may read: the same rule as ``view_verslag``.

        A draft is for who writes it; who was there also reads it while it is checked; final
        minutes follow their own visibility. Nobody reads the minutes of a meeting that they may
        not know of.
        """
        through = Bijeenkomst.communities.through.objects
        shared = through.filter(bijeenkomst=OuterRef("bijeenkomst"))
        seen = readable_by(user, led="bijeenkomst__community", shared=shared)
        readable = Q(state=VerslagState.FINAL) & seen
        if user.is_authenticated:
            organised = user.organised_ids
            checks = Q(state=VerslagState.CHECK) & attended_by(user, "bijeenkomst")
            writers = Verslag.writers.through.objects.filter(
                verslag=OuterRef("pk"), deelnemer=user.pk
            )
            owned = VerslagItem.objects.filter(verslag=OuterRef("pk"), agendapunt__owner=user.pk)
            readable |= Q(bijeenkomst__community__in=organised) | checks
            readable |= Q(Exists(writers)) | Q(Exists(owned))
        return self.filter(readable, bijeenkomst__in=Bijeenkomst.objects.visible_to(user))


KEEP_FINAL = """
    IF NEW.body IS DISTINCT FROM OLD.body
        AND EXISTS (
            SELECT 1 FROM bijeenkomsten_verslag
            WHERE id = OLD.verslag_id AND state = 'final'
        )
        AND NOT (
            NEW.version = OLD.version + 1
            AND EXISTS (
                SELECT 1 FROM bijeenkomsten_correctie
                WHERE item_id = OLD.id AND version = NEW.version
            )
        )
    THEN
        RAISE EXCEPTION 'final minutes change by a correction only';
    END IF;
    RETURN NEW;
"""


class Verslag(models.Model):
    """The minutes of a meeting: one row per agenda item, so that people write side by side.

    ``writers`` write along with the organisers. Who was there checks them until ``check_until``
    (a day in Dutch time) and says that they are right, or proposes something else.
    """

    bijeenkomst = models.OneToOneField(
        Bijeenkomst, on_delete=models.CASCADE, related_name="verslag"
    )
    state = models.CharField("stand", max_length=8, choices=VerslagState, default="draft")
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default="community"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="wie schrijft mee"
    )
    check_until = models.DateField("nakijken kan tot en met", null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)

    objects = VerslagQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="final_stays_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="final") & ~pgtrigger.Q(new__state="final"),
            )
        ]

    def __str__(self) -> str:
        return f"Verslag van {self.bijeenkomst}"

    def get_absolute_url(self) -> str:
        """Return the page of the minutes."""
        return reverse("bijeenkomsten:verslag", args=[self.bijeenkomst.slug])


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search_vector"], append_only=True
)
class VerslagItem(models.Model):
    """What was said at one agenda item; ``version`` guards against silent overwriting."""

    verslag = models.ForeignKey(Verslag, on_delete=models.CASCADE, related_name="items")
    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.PROTECT, related_name="verslagitems"
    )
    body = models.TextField("wat is er besproken", blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    search_vector = markdown_vector("body")

    class Meta:
        verbose_name = "onderdeel van een verslag"
        verbose_name_plural = "onderdelen van verslagen"
        ordering: ClassVar = ["agendapunt__order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verslag", "agendapunt"], name="item_once")
        ]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="verslagitem_search")]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="keep_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=KEEP_FINAL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.agendapunt} ({self.verslag})"


class VerslagAkkoord(models.Model):
    """That somebody who was there says: these minutes are right."""

    verslag = models.ForeignKey(Verslag, on_delete=models.CASCADE, related_name="akkoorden")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "akkoord met een verslag"
        verbose_name_plural = "akkoorden met verslagen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verslag", "deelnemer"], name="agreed_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer} is akkoord met {self.verslag}"


class Wijzigingsvoorstel(models.Model):
    """What somebody who was there would write instead; a writer takes it over or says why not."""

    item = models.ForeignKey(VerslagItem, on_delete=models.CASCADE, related_name="voorstellen")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    body = models.TextField("wat moet er anders", max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        "stand", max_length=10, choices=ProposalState, default=ProposalState.PENDING
    )
    reason = models.CharField("reden", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "voorgestelde wijziging"
        verbose_name_plural = "voorgestelde wijzigingen"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["item", "state"], name="voorstel_state")]

    def __str__(self) -> str:
        return self.body[:60]


class Correctie(models.Model):
    """Why a text of final minutes changed after all; ``version`` is the one that it made."""

    item = models.ForeignKey(VerslagItem, on_delete=models.CASCADE, related_name="correcties")
    version = models.PositiveIntegerField()
    reason = models.CharField("reden", max_length=500)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "correctie van een verslag"
        verbose_name_plural = "correcties van verslagen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "version"], name="correction_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}, versie {self.version}: {self.reason}"
