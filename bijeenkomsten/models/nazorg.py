"""After a meeting: the look back on it, and what its people thought of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from bijeenkomsten.models.meetings import Bijeenkomst
from bijeenkomsten.models.verslag import Verslag
from communities.enums import Visibility
from communities.sharing import readable_by
from netwerk.kern.zoeken.zoeken import markdown_vector

GRADES = (MinValueValidator(1), MaxValueValidator(5))


class NabeeldQuerySet(models.QuerySet["Nabeeld"]):
    """Questions about what is told of meetings to who was not there."""

    def published(self) -> "NabeeldQuerySet":
        """Return what is online."""
        return self.filter(published_at__isnull=False)

    def waiting(self) -> "NabeeldQuerySet":
        """Return what somebody else must look at before it goes online."""
        return self.filter(asked_at__isnull=False)

    def visible_to(self, user: Any) -> "NabeeldQuerySet":
        """Return what this person may read: the same rule as ``bijeenkomsten.view_nabeeld``.

        What is online is for whom it was put there; the rest for its writers, and what waits
        also for who may decide about it. Nobody reads about a meeting that they may not see.
        """
        shared = Bijeenkomst.communities.through.objects.filter(bijeenkomst=OuterRef("bijeenkomst"))
        seen = readable_by(user, led="bijeenkomst__community", shared=shared)
        readable = Q(published_at__isnull=False) & seen
        if user.is_authenticated:
            organised = user.organised_ids
            writers = Verslag.writers.through.objects.filter(
                verslag__bijeenkomst=OuterRef("bijeenkomst"), deelnemer=user.pk
            )
            readable |= Q(bijeenkomst__community__in=organised) | Q(Exists(writers))
            if user.is_redacteur:
                readable |= Q(asked_at__isnull=False)
        return self.filter(readable, bijeenkomst__in=Bijeenkomst.objects.visible_to(user))


class Nabeeld(models.Model):
    """The look back on a meeting (on the screen: terugblik), apart from the minutes.

    Who wrote in it last asks (``asked_at``, UTC), and somebody else puts it online: four eyes.
    ``visibility`` is that of the meeting at that moment, so that a meeting that is opened later
    opens no text that was looked at for fewer people. ``version`` guards against silent
    overwriting, and against putting another text online than was read. ``reason`` says why it
    came back, or went offline.
    """

    bijeenkomst = models.OneToOneField(
        Bijeenkomst, on_delete=models.CASCADE, related_name="nabeeld"
    )
    body = models.TextField("terugblik", max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default="community"
    )
    reason = models.CharField("reden", max_length=500, blank=True)
    search_vector = markdown_vector("body")

    objects = NabeeldQuerySet.as_manager()

    class Meta:
        verbose_name = "terugblik op een bijeenkomst"
        verbose_name_plural = "terugblikken op bijeenkomsten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False, asked_at__isnull=True)
                & ~Q(published_by=F("updated_by")),
                name="nabeeld_four_eyes",
            )
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="nabeeld_search"),
            models.Index(fields=["published_at"], name="nabeeld_published"),
            models.Index(fields=["asked_at"], name="nabeeld_waiting"),
        ]

    def __str__(self) -> str:
        return f"Terugblik op {self.bijeenkomst}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("bijeenkomsten:terugblik", args=[self.bijeenkomst.slug])

    @property
    def is_published(self) -> bool:
        """Say whether it is online."""
        return self.published_at is not None


class Evaluatie(models.Model):
    """What one person thought of a meeting, without who it was and without a moment.

    The first two are the network's own question: do we do things well, and do we do the good
    things? Grades are 1 (not at all) to 5 (very). Rows are read in the order of ``mixed``, a
    random number, so that their order tells nothing either.
    """

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="evaluaties"
    )
    well = models.PositiveSmallIntegerField("doen we de dingen goed", validators=GRADES)
    good_things = models.PositiveSmallIntegerField("doen we de goede dingen", validators=GRADES)
    takeaway = models.CharField("wat neem je mee, of wat kan beter", max_length=1000, blank=True)
    mixed = models.FloatField()

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering: ClassVar = ["mixed"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(well__range=(1, 5)) & Q(good_things__range=(1, 5)),
                name="evaluation_grades",
            )
        ]

    def __str__(self) -> str:
        return f"Evaluatie van {self.bijeenkomst}"


class EvaluatieGegeven(models.Model):
    """That somebody gave their evaluation, so that nobody gives two; not which one."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="+")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = "gegeven evaluatie"
        verbose_name_plural = "gegeven evaluaties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijeenkomst", "deelnemer"], name="evaluated_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer} over {self.bijeenkomst}"
