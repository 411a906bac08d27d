"""Editions of the whole handboek: what stood in it on one day, frozen for ever."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from handboek.enums import RemovalState, UitgaveState
from handboek.models.adviezen import Advies, Hoofdstuk
from netwerk.kern.marks import mark_of

STANDS = "SELECT 1 FROM handboek_uitgave WHERE id = {row}.uitgave_id AND state {test}"
REFUSE = "IF EXISTS ({rows}) THEN RAISE EXCEPTION '{words}'; END IF; RETURN {row};"


def frozen(*, with_update: bool = True) -> list[Any]:
    """Return the triggers that keep the rows of an edition as they were made."""
    late = STANDS.format(row="NEW", test="<> 'making'")
    final = STANDS.format(row="OLD", test="= 'final'")
    triggers: list[Any] = [
        pgtrigger.Trigger(
            name="only_while_made",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=REFUSE.format(rows=late, row="NEW", words="This edition was made already."),
        ),
        pgtrigger.Trigger(
            name="stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=REFUSE.format(rows=final, row="OLD", words="An edition that appeared stays."),
        ),
    ]
    if with_update:
        triggers.append(pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update))
    return triggers


class UitgaveQuerySet(models.QuerySet["Uitgave"]):
    """Questions about editions."""

    def final(self) -> "UitgaveQuerySet":
        """Return those that appeared."""
        return self.filter(state=UitgaveState.FINAL)

    def visible_to(self, user: Any) -> "UitgaveQuerySet":
        """Return what this person may read: the same rule as ``handboek.view_uitgave``."""
        return self if user.is_authenticated and user.is_redacteur else self.final()


class Uitgave(models.Model):
    """One edition. While it is made ``waiting`` holds the adviezen (keys) that still have to come.

    A redacteur prepares it, another one lets it appear; from then on nothing of it changes.
    """

    year = models.PositiveSmallIntegerField("jaar")
    number = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("naam", max_length=120)
    foreword = models.TextField("voorwoord", max_length=5000, blank=True)
    day = models.DateField("verschenen op", null=True, blank=True)
    state = models.CharField("stand", max_length=6, choices=UitgaveState)
    waiting = ArrayField(models.IntegerField(), default=list, editable=False)
    total = models.PositiveIntegerField("aantal adviezen", default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField("tekst van", null=True)
    published_at = models.DateTimeField("verschenen", null=True)

    objects = UitgaveQuerySet.as_manager()

    class Meta:
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="uitgave_once"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | ~Q(agreed_by=F("made_by")) & ~Q(agreed_by=F("edited_by")),
                name="uitgave_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="final")
                | Q(agreed_by__isnull=False, published_at__isnull=False, day__isnull=False),
                name="uitgave_agreed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="uitgave_made", condition=Q(state="making")),
            models.Index(
                fields=["-year", "-number"], name="uitgave_final", condition=Q(state="final")
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="final_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="final"),
            )
        ]

    def __str__(self) -> str:
        return f"Uitgave {self.code}"

    def get_absolute_url(self) -> str:
        """Return the front; it holds the number alone, so that no other name breaks it."""
        return reverse("handboek:uitgave", args=[self.year, self.number])

    @property
    def code(self) -> str:
        """Return how people call it: 2027-1."""
        return f"{self.year}-{self.number}"

    def mark(self) -> str:
        """Return a mark of the words that a second redacteur agrees to."""
        return mark_of((self.name, self.foreword))

    @property
    def progress(self) -> int:
        """Return which part was made, in percent."""
        left = len(self.waiting)
        return 100 if not self.total else 100 * (self.total - left) // self.total


class UitgaveHoofdstuk(models.Model):
    """A chapter as it was; ``data`` is ``openbaar_vorm.HoofdstukData``."""

    uitgave = models.ForeignKey(Uitgave, on_delete=models.CASCADE, related_name="hoofdstukken")
    hoofdstuk = models.ForeignKey(Hoofdstuk, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=120)
    data = models.JSONField()

    class Meta:
        verbose_name = "hoofdstuk van een uitgave"
        verbose_name_plural = "hoofdstukken van uitgaven"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uitgave", "number"], name="uitgave_hoofdstuk_once")
        ]
        triggers: ClassVar = frozen()

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        """Return the page of the chapter in this edition."""
        uitgave = self.uitgave
        return reverse(
            "handboek:uitgave_hoofdstuk", args=[uitgave.year, uitgave.number, self.number]
        )


class UitgaveAdvies(models.Model):
    """An advies as everybody could read it then; ``data`` is ``openbaar_vorm.AdviesData``.

    Nothing of it changes but by taking something out (``removed_at``), for the sake of somebody's
    privacy; what that was is forgotten, that it happened and why stands in the text.
    """

    uitgave = models.ForeignKey(Uitgave, on_delete=models.CASCADE, related_name="adviezen")
    hoofdstuk = models.ForeignKey(
        UitgaveHoofdstuk, on_delete=models.CASCADE, related_name="adviezen"
    )
    advies = models.ForeignKey(Advies, on_delete=models.PROTECT, related_name="in_uitgaven")
    number = models.PositiveIntegerField("nummer")
    version = models.PositiveSmallIntegerField("versie")
    position = models.PositiveIntegerField("plaats")
    title = models.CharField("korte regel", max_length=120)
    level = models.PositiveSmallIntegerField("bewijskracht")
    data = models.JSONField()
    removed_at = models.DateTimeField("laatst iets weggehaald", null=True)

    class Meta:
        verbose_name = "advies in een uitgave"
        verbose_name_plural = "adviezen in uitgaven"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uitgave", "number"], name="uitgave_advies_once"),
            models.UniqueConstraint(fields=["uitgave", "position"], name="uitgave_position"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["hoofdstuk", "position"], name="uitgave_in_hoofdstuk"),
            GinIndex(fields=["data"], name="uitgave_bronnen", opclasses=["jsonb_path_ops"]),
        ]
        triggers: ClassVar = [
            *frozen(with_update=False),
            pgtrigger.Protect(
                name="only_taken_out",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__removed_at__isnull=True)
                | pgtrigger.Q(new__removed_at=pgtrigger.F("old__removed_at")),
            ),
            pgtrigger.Protect(
                name="keeps_place",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "uitgave", "hoofdstuk", "advies", "number", "version", "position"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the advies in this edition."""
        uitgave = self.uitgave
        return reverse("handboek:uitgave_advies", args=[uitgave.year, uitgave.number, self.number])


class Weglating(models.Model):
    """Something to take out of an edition for the sake of privacy; two redacteuren decide."""

    rij = models.ForeignKey(
        UitgaveAdvies,
        on_delete=models.CASCADE,
        related_name="weglatingen",
        verbose_name="advies in een uitgave",
    )
    parts = ArrayField(models.CharField(max_length=20), verbose_name="wat eruit gaat")
    reason = models.CharField("waarom, voor iedereen te lezen", max_length=300)
    state = models.CharField(
        "stand", max_length=7, choices=RemovalState, default=RemovalState.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("besloten op", null=True)

    class Meta:
        verbose_name = "weglating"
        verbose_name_plural = "weglatingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="weglating_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["rij"], condition=Q(state="asked"), name="weglating_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-id"], name="weglating_queue"),
        ]

    def __str__(self) -> str:
        return f"Weglating in {self.rij}"
