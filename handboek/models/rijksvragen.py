"""Questions to the rijk about a les, and the answer with what stood before."""

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from communities.models import Organisatie
from handboek.models.lessen import Les
from netwerk.kern.marks import mark_of

RIJK = "rijk"


class RijksvraagQuerySet(models.QuerySet["Rijksvraag"]):
    """Questions about questions to the rijk."""

    def visible_to(self, user: Any) -> "RijksvraagQuerySet":
        """Return what stands at a les that this person may read: ``handboek.view_rijksvraag``."""
        if user.is_authenticated and user.in_network:
            return self
        return self.filter(les__in=Les.objects.visible_to(user).order_by().values("pk"))

    def waiting(self) -> "RijksvraagQuerySet":
        """Return what has no answer."""
        return self.filter(answered_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class Rijksvraag(models.Model):
    """A question to one organisation of the rijk about a les: "Wat doet het rijk hiermee?".

    ``on_behalf`` says that a redacteur wrote the answer down for that organisation. An answer may
    change; what stood before stays in the history, and everybody reads it there.
    """

    les = models.ForeignKey(Les, on_delete=models.PROTECT, related_name="rijksvragen")
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", verbose_name="aan wie"
    )
    question = models.TextField("de vraag", max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    answer = models.TextField("het antwoord", max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    on_behalf = models.BooleanField("opgeschreven door de redactie", default=False)

    objects = RijksvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan het rijk"
        verbose_name_plural = "vragen aan het rijk"
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="rijksvraag_answer_by_someone",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                name="rijksvraag_open",
                condition=Q(answered_at__isnull=True),
            ),
            models.Index(
                fields=["-answered_at", "-id"],
                name="rijksvraag_answered",
                condition=Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    def get_absolute_url(self) -> str:
        """Return the page of the question."""
        return reverse("handboek:rijksvraag", args=[self.pk])

    def mark(self) -> str:
        """Return a short mark of the answer as it is now; another mark means that it changed."""
        return mark_of((self.answer, self.on_behalf))

    @property
    def days_open(self) -> int:
        """Return for how many days it has had no answer, in days of Europe/Amsterdam."""
        return (timezone.localdate() - timezone.localdate(self.asked_at)).days


RijksvraagEvent = Rijksvraag.pgh_event_model  # type: ignore[attr-defined]
"""The history of a question and its answer, written by triggers in the database."""
