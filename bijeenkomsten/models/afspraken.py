"""What a meeting agreed: decisions, and who does what before when."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.enums import ActionState
from bijeenkomsten.models.meetings import Bijeenkomst
from bijeenkomsten.models.programma import Agendapunt


class Besluit(models.Model):
    """One decision, at one part of the programme; it stands in the minutes."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="besluiten")
    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="besluiten")
    text = models.CharField("wat is er besloten", max_length=500)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text


class ActiepuntQuerySet(models.QuerySet["Actiepunt"]):
    """Questions about action points."""

    def open(self) -> "ActiepuntQuerySet":
        """Return what is still to be done, soonest first."""
        return self.filter(state=ActionState.OPEN).order_by("due_on", "pk")

    def visible_to(self, user: Any) -> "ActiepuntQuerySet":
        """Return one's own, and those of the communities that one is in: ``view_actiepunt``."""
        if not user.is_authenticated:
            return self.none()
        meetings = Bijeenkomst.objects.visible_to(user).filter(community__in=user.roles)
        return self.filter(Q(owner=user) | Q(bijeenkomst__in=meetings))


class Actiepunt(models.Model):
    """Who does what, and when it is done (``due_on``, a day in Dutch time).

    It comes back on the agenda of the next meeting of the community until it is closed: done, or
    dropped with a reason in ``outcome``.
    """

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="actiepunten"
    )
    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.PROTECT, null=True, blank=True, related_name="actiepunten"
    )
    text = models.CharField("wat moet er gebeuren", max_length=300)
    owner: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="actiepunten",
        verbose_name="wie doet het",
    )
    due_on: Any = models.DateField("klaar op")
    state = models.CharField("stand", max_length=8, choices=ActionState, default=ActionState.OPEN)
    outcome = models.CharField("wat kwam eruit", max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActiepuntQuerySet.as_manager()

    class Meta:
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "due_on"], name="actie_owner", condition=Q(state="open")),
            models.Index(fields=["due_on"], name="actie_due", condition=Q(state="open")),
            models.Index(fields=["bijeenkomst", "state"], name="actie_meeting"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("bijeenkomsten:actiepunt", args=[self.bijeenkomst.slug, self.pk])

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.state == ActionState.OPEN

    @property
    def is_late(self) -> bool:
        """Say whether it should have been done by now."""
        return self.is_open and self.due_on < timezone.localdate()
