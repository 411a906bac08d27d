"""Searches that people keep, to hear of what is new in them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.berichten.models import Attention, Frequency, Subscription

KEPT_FOR = timedelta(days=30)  # how long a search that was thrown away can be put back
MOST_EACH = 20
LONGEST_NAME = 80


class ZoekopdrachtQuerySet(models.QuerySet["Zoekopdracht"]):
    """Questions about searches that people keep."""

    def visible_to(self, user: Any) -> "ZoekopdrachtQuerySet":
        """Return one's own; nobody sees what somebody else looks for."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def kept(self) -> "ZoekopdrachtQuerySet":
        """Return what was not thrown away."""
        return self.filter(removed_at__isnull=True)

    def thrown_away(self) -> "ZoekopdrachtQuerySet":
        """Return what can still be put back."""
        return self.filter(removed_at__gt=timezone.now() - KEPT_FOR)

    def running(self) -> "ZoekopdrachtQuerySet":
        """Return those of which their person wants mail."""
        silent = Subscription.objects.filter(
            content_type=ContentType.objects.get_for_model(Zoekopdracht),
            object_id=OuterRef("pk"),
            attention=Attention.MUTE,
        )
        rows = self.kept().exclude(frequency=Frequency.NEVER).filter(person__is_active=True)
        return rows.filter(~Exists(silent))


class Zoekopdracht(models.Model):
    """A search that somebody keeps under a name; what is new in it comes by mail.

    ``choices`` is the query string of the page ``place`` (a Bron). ``seen`` holds what was
    there before, {kind: ids}, so that nothing is told twice and what becomes visible later is
    new. ``due_at`` (UTC) is when to look again.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="zoekopdrachten"
    )
    name = models.CharField("naam", max_length=LONGEST_NAME)
    place = models.CharField("waar je zoekt", max_length=20)
    choices = models.CharField("wat je zoekt", max_length=1000)
    frequency = models.CharField("hoe vaak", max_length=8, choices=Frequency)
    seen = models.JSONField("wat je al kende", default=dict)
    created_at = models.DateTimeField("bewaard op", auto_now_add=True)
    due_at = models.DateTimeField("volgende keer")
    removed_at = models.DateTimeField("weggehaald op", null=True, blank=True)

    objects = ZoekopdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "zoekopdracht"
        verbose_name_plural = "zoekopdrachten"
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="zoekopdracht_due",
                condition=Q(removed_at__isnull=True) & ~Q(frequency="never"),
            ),
            models.Index(fields=["person", "name"], name="zoekopdracht_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the list of one's searches."""
        return reverse("zoeken:list")
