"""What an organisation tells of an advies that it applied ("toegepast bij ons")."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from casussen.enums import Outcome
from casussen.models import Casus, Terugblik
from communities.models import Organisatie
from handboek.enums import ReportState
from netwerk.kern.begrippen.models import Begrip


class ToepassingQuerySet(models.QuerySet["Toepassing"]):
    """Questions about reports."""

    def visible_to(self, user: Any) -> "ToepassingQuerySet":
        """Return what was placed; the rest is for redacteuren and for who told it."""
        if user.is_authenticated and user.is_redacteur:
            return self
        readable = Q(state=ReportState.PLACED)
        if user.is_authenticated:
            readable |= Q(made_by=user)
        return self.filter(readable)

    def placed(self) -> "ToepassingQuerySet":
        """Return what everybody reads, the newest application first."""
        return self.filter(state=ReportState.PLACED).order_by("-applied_on", "-pk")

    def waiting(self) -> "ToepassingQuerySet":
        """Return what no redacteur decided about yet."""
        return self.filter(state=ReportState.WAITING)

    def standing(self) -> "ToepassingQuerySet":
        """Return what counts, or may count once it is placed."""
        return self.filter(state__in=(ReportState.WAITING, ReportState.PLACED))

    def weighed(self) -> "ToepassingQuerySet":
        """Return what the evidence rule looks at, with all that it asks and without the words."""
        later = Terugblik.objects.answered().filter(casus=OuterRef("casus"))
        last = Subquery(later.order_by("-months").values("outcome")[:1])
        return (
            self.placed()
            .exclude(outcome=Outcome.PARTLY)
            .annotate(last_outcome=last)
            .select_related("organisatie__kind__broader__broader", "province", "casus")
            .defer("did", "result")
        )


class Toepassing(models.Model):
    """A report of a member: our organisation applied this advies, and this came of it.

    Everybody reads the organisation and the place once a redacteur placed it, never who told it.
    A report that it did not work contradicts the advies until a redacteur settles that.
    """

    advies = models.ForeignKey(
        "handboek.Advies", on_delete=models.PROTECT, related_name="toepassingen"
    )
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", verbose_name="organisatie"
    )
    subject = models.CharField("waar het om ging", max_length=80)
    place = models.CharField("plaats of wijk", max_length=80, blank=True)
    province = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="gebied"
    )
    scale = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="schaal",
    )
    casus = models.ForeignKey(
        Casus,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="toepassingen",
        verbose_name="casus",
    )
    applied_on = models.DateField("wanneer")
    outcome = models.CharField("hoe het afliep", max_length=6, choices=Outcome)
    did = models.TextField("wat jullie deden", max_length=2000)
    result = models.TextField("wat ervan kwam", max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="toepassingen"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        "stand", max_length=9, choices=ReportState, default=ReportState.WAITING
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField("nagekeken op", null=True, blank=True)
    reason = models.CharField("waarom niet", max_length=500, blank=True)
    ended_at = models.DateTimeField("niet meer geplaatst sinds", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    note = models.CharField("waarom het niet meer telt", max_length=500, blank=True)

    objects = ToepassingQuerySet.as_manager()

    class Meta:
        verbose_name = "toepassing"
        verbose_name_plural = "toepassingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("made_by")),
                name="toepassing_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="placed") | Q(checked_by__isnull=False),
                name="toepassing_placed_by_someone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["advies", "-applied_on", "-id"],
                name="toepassing_placed",
                condition=Q(state="placed"),
            ),
            models.Index(
                fields=["organisatie", "-applied_on", "-id"],
                name="toepassing_organisatie",
                condition=Q(state="placed"),
            ),
            models.Index(fields=["state", "id"], name="toepassing_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie}: {self.subject}"

    def get_absolute_url(self) -> str:
        """Return the page of this report alone."""
        return reverse("handboek:toepassing", args=[self.pk])

    @property
    def is_open_failure(self) -> bool:
        """Say whether it speaks against the advies, and no redacteur settled that."""
        failed = self.state == ReportState.PLACED and self.outcome == Outcome.FAILED
        return failed and self.settled_at is None
