"""What happens in the room: which step is on, and what people write down in it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from bijeenkomsten.enums import Capture
from bijeenkomsten.models.meetings import Bijeenkomst
from bijeenkomsten.models.programma import Agendapunt, Stap


class Zaalstand(models.Model):
    """Where a meeting is, for the screen in the room and every phone that looks along.

    ``began_at`` (UTC) is when this step began, ``ends_at`` when its time is over; an organiser
    can give it more minutes. ``version`` rises with every change, so that a click on a screen
    that is behind does nothing.
    """

    bijeenkomst = models.OneToOneField(Bijeenkomst, on_delete=models.CASCADE, related_name="zaal")
    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stap = models.ForeignKey(
        Stap, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "stand in de zaal"
        verbose_name_plural = "standen in de zaal"

    def __str__(self) -> str:
        return f"{self.bijeenkomst}: {self.stap or self.agendapunt or 'nog niet begonnen'}"


class InbrengQuerySet(models.QuerySet["Inbreng"]):
    """Questions about what was written down."""

    def kept(self) -> "InbrengQuerySet":
        """Return what was not taken away."""
        return self.filter(removed_at__isnull=True)

    def for_minutes(self) -> "InbrengQuerySet":
        """Return what was not put in the minutes yet."""
        return self.kept().filter(minuted_at__isnull=True)


class Inbreng(models.Model):
    """One thing that somebody wrote down at a part of a programme: a question, an advice.

    ``adopted_at`` (UTC) says that who brought the part in takes this advice along. What is
    removed leaves the pages at once; its row goes with the meeting. ``minuted_at`` says that it
    was put in the minutes, so that nothing is put there twice.
    """

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="inbreng")
    stap = models.ForeignKey(
        Stap, on_delete=models.SET_NULL, null=True, blank=True, related_name="inbreng"
    )
    kind = models.CharField("soort", max_length=10, choices=Capture)
    body = models.CharField("tekst", max_length=1000)
    author: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    adopted_at = models.DateTimeField("neem ik mee sinds", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    minuted_at = models.DateTimeField("in het verslag sinds", null=True, blank=True)

    objects = InbrengQuerySet.as_manager()

    class Meta:
        verbose_name = "inbreng"
        verbose_name_plural = "inbreng"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["agendapunt", "id"], name="inbreng_order")]

    def __str__(self) -> str:
        return self.body
