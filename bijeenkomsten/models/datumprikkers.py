"""Date polls: which day suits most people, before there is a meeting."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.enums import PollState, Suits
from bijeenkomsten.models.meetings import Bijeenkomst
from bijeenkomsten.moments import AMSTERDAM
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip


class DatumprikkerQuerySet(models.QuerySet["Datumprikker"]):
    """Questions about date polls."""

    def visible_to(self, user: Any) -> "DatumprikkerQuerySet":
        """Return those of one's own communities: the same rule as ``view_datumprikker``."""
        return self.filter(community__in=user.roles) if user.is_authenticated else self.none()

    def open(self) -> "DatumprikkerQuerySet":
        """Return those in which people can still answer, the first to close first."""
        today = timezone.localdate(timezone=AMSTERDAM)
        still = Q(closes_on__isnull=True) | Q(closes_on__gte=today)
        return self.filter(still, state=PollState.OPEN).order_by("closes_on", "pk")

    def unanswered_by(self, user: Any) -> "DatumprikkerQuerySet":
        """Return those in which this person said nothing of any moment."""
        votes = Datumstem.objects.filter(optie__datumprikker=OuterRef("pk"), deelnemer=user)
        return self.filter(~Exists(votes))


class Datumprikker(models.Model):
    """The question to the members of a community which moments suit them.

    ``minutes`` is how long the meeting takes. ``closes_on`` is the last day to answer, in Dutch
    time. One option becomes the ``bijeenkomst``; who said that it suits them hears of it.
    """

    title = models.CharField("titel", max_length=150)
    kind = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="soort bijeenkomst"
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="datumprikkers")
    goal = models.TextField("waarom komen we bij elkaar", max_length=1000)
    minutes = models.PositiveSmallIntegerField("duur in minuten")
    place = models.CharField("plaats", max_length=250, blank=True)
    online_link = models.URLField("link om online mee te doen", max_length=500, blank=True)
    closes_on = models.DateField("antwoorden kan tot en met", null=True, blank=True)
    state = models.CharField("stand", max_length=10, choices=PollState, default=PollState.OPEN)
    stop_reason = models.CharField("waarom gestopt", max_length=500, blank=True)
    bijeenkomst = models.OneToOneField(
        Bijeenkomst,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="datumprikker",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DatumprikkerQuerySet.as_manager()

    class Meta:
        verbose_name = "datumprikker"
        verbose_name_plural = "datumprikkers"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["community", "state"], name="datumprikker_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Say whether people can still answer: in the days up to and with the last one."""
        today = timezone.localdate(timezone=AMSTERDAM)
        return self.state == PollState.OPEN and (not self.closes_on or today <= self.closes_on)

    @property
    def length(self) -> timedelta:
        """Return how long the meeting takes."""
        return timedelta(minutes=self.minutes)

    def get_absolute_url(self) -> str:
        """Return the page on which people answer."""
        return reverse("bijeenkomsten:datumprikker", args=[self.pk])


class Datumoptie(models.Model):
    """One moment (UTC) that people can choose."""

    datumprikker = models.ForeignKey(Datumprikker, on_delete=models.CASCADE, related_name="opties")
    starts_at = models.DateTimeField("begint op")

    class Meta:
        verbose_name = "moment van een datumprikker"
        verbose_name_plural = "momenten van een datumprikker"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["datumprikker", "starts_at"], name="moment_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC"


class Datumstem(models.Model):
    """Whether one moment suits one person."""

    optie = models.ForeignKey(Datumoptie, on_delete=models.CASCADE, related_name="stemmen")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="datumstemmen"
    )
    suits = models.CharField("past het", max_length=8, choices=Suits)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "stem in een datumprikker"
        verbose_name_plural = "stemmen in een datumprikker"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["optie", "deelnemer"], name="suits_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer}: {self.get_suits_display()}"
