"""After a meeting: what everybody may read of it, and what its people thought of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bijeenkomsten.models.meetings import Bijeenkomst
from communities.enums import Visibility
from netwerk.kern.zoeken.zoeken import markdown_vector

GRADES = (MinValueValidator(1), MaxValueValidator(5))


class NabeeldQuerySet(models.QuerySet["Nabeeld"]):
    """Questions about what everybody may read of a meeting."""

    def published(self) -> "NabeeldQuerySet":
        """Return what everybody reads."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> "NabeeldQuerySet":
        """Return what is published, and drafts to their writers: ``view_nabeeld``."""
        if not user.is_authenticated:
            return self.published()
        organised = [pk for pk in user.roles if user.is_organiser(pk)]
        checks = Q(asked_at__isnull=False) if user.is_redacteur else Q(pk__in=[])
        return self.filter(
            Q(published_at__isnull=False) | Q(bijeenkomst__community__in=organised) | checks
        )


class Nabeeld(models.Model):
    """The public look back on a meeting (on the screen: terugblik), apart from the minutes.

    Whoever wrote in it last asks (``asked_at``, UTC), and somebody else publishes it: four eyes.
    ``version`` guards against silent overwriting, and against publishing another text.
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
    search_vector = markdown_vector("body")

    objects = NabeeldQuerySet.as_manager()

    class Meta:
        verbose_name = "terugblik op een bijeenkomst"
        verbose_name_plural = "terugblikken op bijeenkomsten"
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="nabeeld_search")]

    def __str__(self) -> str:
        return f"Terugblik op {self.bijeenkomst}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("bijeenkomsten:terugblik", args=[self.bijeenkomst.slug])

    @property
    def tells_of_a_closed_meeting(self) -> bool:
        """Say whether the meeting itself is not public, so that no page of it may be linked."""
        return self.bijeenkomst.visibility != Visibility.PUBLIC


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
